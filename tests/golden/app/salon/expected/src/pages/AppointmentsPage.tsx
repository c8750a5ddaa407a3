// From page "appointments" of the spec.
import { Page, Slot, Tab, Tabs } from "@sayso/app-kit";
import { AppointmentBoard } from "../components/AppointmentBoard";
import { AppointmentCalendar } from "../components/AppointmentCalendar";
import { AppointmentFilters } from "../components/AppointmentFilters";
import { AppointmentTable } from "../components/AppointmentTable";

/** Appointments */
export function AppointmentsPage() {
  return (
    <Page>
      <Slot sticky>
        <AppointmentFilters />
      </Slot>
      <Tabs>
        <Tab label="Calendar">
          <Slot>
            <AppointmentCalendar />
          </Slot>
        </Tab>
        <Tab label="Board">
          <Slot>
            <AppointmentBoard />
          </Slot>
        </Tab>
        <Tab label="Table">
          <Slot>
            <AppointmentTable />
          </Slot>
        </Tab>
      </Tabs>
    </Page>
  );
}
