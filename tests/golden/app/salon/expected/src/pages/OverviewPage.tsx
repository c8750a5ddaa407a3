// From page "overview" of the spec.
import { Page, Row, Slot } from "@sayso/app-kit";
import { AppointmentStats } from "../components/AppointmentStats";
import { AppointmentsPerStylistChart } from "../components/AppointmentsPerStylistChart";
import { UpcomingAppointments } from "../components/UpcomingAppointments";

/** Overview */
export function OverviewPage() {
  return (
    <Page>
      <Slot>
        <AppointmentStats />
      </Slot>
      <Row mobile={{ direction: "column" }}>
        <Slot basis="60%">
          <AppointmentsPerStylistChart />
        </Slot>
        <Slot basis="40%">
          <UpcomingAppointments />
        </Slot>
      </Row>
    </Page>
  );
}
