// From component EntityTable of the spec.
import { EntityTable as KitEntityTable } from "@sayso/app-kit";
import { book } from "../entities/book";

/** It's "quoted" </script> `tick` ${secret} \ {{ jinja }} * / // 😀 */
export function EntityTable() {
  return (
    <KitEntityTable
      entity={book}
      variant="advanced"
      columns={["title", "condition", "keeper"]}
      filters={[{ field: "condition", op: "in", value: ["new", "good"] }]}
      pageSize={50}
    />
  );
}
