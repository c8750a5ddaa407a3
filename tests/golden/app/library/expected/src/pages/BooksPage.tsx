// From page "books" of the spec.
import { Page, Row, Slot } from "@sayso/app-kit";
import { BookBoard } from "../components/BookBoard";
import { EntityTable } from "../components/EntityTable";

/** It's "quoted" </script> `tick` ${secret} \ {{ jinja }} * / // 😀 */
export function BooksPage() {
  return (
    <Page>
      <Row mobile={{ direction: "column" }} tablet={{ hidden: true }}>
        <Slot basis="70%" grow={1}>
          <EntityTable />
        </Slot>
        <Slot order={-1}>
          <BookBoard />
        </Slot>
      </Row>
    </Page>
  );
}
