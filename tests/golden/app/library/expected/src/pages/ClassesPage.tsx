// From page "classes" of the spec.
import { Page, Row, Slot, Tab, Tabs } from "@sayso/app-kit";
import { ClassList } from "../components/ClassList";

/** Classes */
export function ClassesPage() {
  return (
    <Page>
      <Tabs>
        <Tab label={'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀'}>
          <Row>
            <Slot>
              <ClassList />
            </Slot>
          </Row>
        </Tab>
        <Tab label="View 2">
          <Slot>
            <ClassList />
          </Slot>
        </Tab>
      </Tabs>
    </Page>
  );
}
