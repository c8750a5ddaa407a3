import { z } from "zod";
import {
  type App,
  Column,
  defineApp,
  defineEntity,
  EntityCalendar,
  EntityCards,
  EntityDetail,
  EntityForm,
  EntityList,
  EntityTable,
  FilterBar,
  Grid,
  KanbanBoard,
  Page,
  ReportChart,
  Row,
  type RowBase,
  Slot,
  StatTiles,
  Tab,
  Tabs,
} from "../src";
import { isAfter } from "./rules";

const optionalText = z.string().nullable().optional();

interface Client extends RowBase {
  readonly name: string;
}

export const client = defineEntity<Client, object>({
  name: "client",
  collection: "clients",
  label: "Client",
  labelPlural: "Clients",
  icon: "users",
  description: "People who come to the salon.",
  titleField: "name",
  schema: z.object({
    name: z.string().min(1),
    mobile: optionalText,
    email: z.email().nullable().optional(),
    birthday: optionalText,
    hair_type: z.enum(["straight", "wavy", "curly"]).nullable().optional(),
    colour_notes: optionalText,
  }),
  fields: {
    name: { kind: "text", label: "Name", required: true, searchable: true },
    mobile: { kind: "phone", label: "Mobile", searchable: true },
    email: { kind: "email", label: "Email", unique: true },
    birthday: { kind: "date", label: "Birthday" },
    hair_type: {
      kind: "enum",
      label: "Hair type",
      options: [
        { value: "straight", label: "Straight" },
        { value: "wavy", label: "Wavy" },
        { value: "curly", label: "Curly" },
      ],
    },
    colour_notes: { kind: "long_text", label: "Colour notes", help: "Which dye, which developer." },
    appointment_count: { kind: "integer", label: "Appointments", computed: true },
  },
  related: { appointments: { entity: "appointment", via: "client", label: "Appointments" } },
  permissions: {
    owner: { create: "all", read: "all", update: "all", delete: "all" },
    stylist: { create: "all", read: "all", update: "all" },
  },
});

interface Stylist extends RowBase {
  readonly name: string;
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

export const stylist = defineEntity<Stylist, object>({
  name: "stylist",
  collection: "stylists",
  label: "Stylist",
  labelPlural: "Stylists",
  icon: "scissors",
  titleField: "name",
  schema: z.object({
    name: z.string().min(1),
    photo: optionalText,
    works_on: z.array(z.string()),
    services_ids: z.array(z.string()).optional(),
  }),
  fields: {
    name: { kind: "text", label: "Name", required: true, searchable: true },
    photo: { kind: "image", label: "Photo" },
    works_on: {
      kind: "multi_enum",
      label: "Works on",
      options: WEEKDAYS.map((day) => ({ value: day.toLowerCase(), label: day })),
    },
    services: { kind: "many_to_many", label: "Services", entity: "service" },
  },
  related: { appointments: { entity: "appointment", via: "stylist", label: "Appointments" } },
  permissions: {
    owner: { create: "all", read: "all", update: "all", delete: "all" },
    stylist: { read: "all" },
  },
});

interface Service extends RowBase {
  readonly name: string;
}

export const service = defineEntity<Service, object>({
  name: "service",
  collection: "services",
  label: "Service",
  labelPlural: "Services",
  icon: "sparkles",
  titleField: "name",
  schema: z.object({
    name: z.string().min(1),
    price: z.number().min(0),
    duration: z.int().min(5).max(480),
    active: z.boolean().optional(),
  }),
  fields: {
    name: { kind: "text", label: "Name", required: true, searchable: true, unique: true },
    price: { kind: "money", label: "Price", required: true, min: 0 },
    duration: {
      kind: "integer",
      label: "Duration",
      required: true,
      default: 30,
      min: 5,
      max: 480,
      help: "In minutes.",
    },
    active: { kind: "boolean", label: "Active", default: true },
  },
  permissions: {
    owner: { create: "all", read: "all", update: "all", delete: "all" },
    stylist: { read: "all", readable: ["name", "duration"] },
  },
});

interface Appointment extends RowBase {
  readonly starts_at: string;
  readonly status: string;
}

export const appointment = defineEntity<Appointment, object>({
  name: "appointment",
  collection: "appointments",
  label: "Appointment",
  labelPlural: "Appointments",
  icon: "calendar",
  titleField: "client",
  schema: z.object({
    client_id: z.string(),
    stylist_id: z.string(),
    service_id: z.string(),
    starts_at: z.string(),
    notes: optionalText,
  }),
  fields: {
    client: { kind: "belongs_to", label: "Client", entity: "client", required: true },
    stylist: { kind: "belongs_to", label: "Stylist", entity: "stylist", required: true },
    service: { kind: "belongs_to", label: "Service", entity: "service", required: true },
    starts_at: { kind: "datetime", label: "Starts at", required: true },
    notes: { kind: "long_text", label: "Notes" },
    status: {
      kind: "state",
      label: "Status",
      options: [
        { value: "booked", label: "Booked", color: "info" },
        { value: "confirmed", label: "Confirmed", color: "accent" },
        { value: "done", label: "Done", color: "success" },
        { value: "cancelled", label: "Cancelled", color: "neutral" },
        { value: "no_show", label: "No-show", color: "danger" },
      ],
    },
    ends_at: { kind: "datetime", label: "Ends at", computed: true },
    price: { kind: "money", label: "Price", computed: true },
  },
  flow: {
    field: "status",
    initial: "booked",
    transitions: [
      { name: "confirm", label: "Confirm", from: "booked", to: "confirmed" },
      { name: "finish", label: "Finish", from: "confirmed", to: "done" },
      { name: "cancel", label: "Cancel", from: "booked", to: "cancelled" },
      { name: "cancel", label: "Cancel", from: "confirmed", to: "cancelled" },
      { name: "mark_no_show", label: "Mark as no-show", from: "confirmed", to: "no_show", roles: ["owner"] },
    ],
  },
  rules: [
    {
      name: "not_in_the_past",
      message: "The salon opened in 2020.",
      fields: ["starts_at"],
      check: (row) => isAfter(row.starts_at, "2020-01-01T00:00:00Z"),
    },
  ],
  permissions: {
    owner: { create: "all", read: "all", update: "all", delete: "all" },
    stylist: { create: "own", read: "own", update: "own" },
  },
});

function AppointmentForm() {
  return (
    <EntityForm
      entity={appointment}
      fields={["client", "service", "stylist", "starts_at", "notes"]}
      submitLabel="Book appointment"
    />
  );
}

function AppointmentDetail() {
  return (
    <EntityDetail
      entity={appointment}
      fields={["client", "service", "stylist", "starts_at", "ends_at", "price", "notes"]}
    />
  );
}

const APPOINTMENT_COLUMNS = ["client", "service", "stylist", "starts_at", "status", "price"];
const LATEST_FIRST = [{ field: "starts_at", descending: true }];
const SOONEST_FIRST = [{ field: "starts_at" }];

function AppointmentsPage() {
  return (
    <Page>
      <Column>
        <Slot>
          <FilterBar entity={appointment} fields={["status", "stylist"]} />
        </Slot>
        <Tabs>
          <Tab label="Table">
            <Slot>
              <EntityTable entity={appointment} columns={APPOINTMENT_COLUMNS} sort={LATEST_FIRST} />
            </Slot>
          </Tab>
          <Tab label="List">
            <Slot>
              <EntityList entity={appointment} sort={SOONEST_FIRST} />
            </Slot>
          </Tab>
          <Tab label="Board">
            <Slot>
              <KanbanBoard
                entity={appointment}
                groupBy="status"
                title="client"
                fields={["service", "stylist", "starts_at"]}
                sum="price"
              />
            </Slot>
          </Tab>
          <Tab label="By stylist">
            <Slot>
              <KanbanBoard entity={appointment} groupBy="stylist" fields={["service", "starts_at", "status"]} />
            </Slot>
          </Tab>
          <Tab label="Calendar">
            <Slot>
              <EntityCalendar
                entity={appointment}
                variant="week"
                start="starts_at"
                end="ends_at"
                title="client"
                colorBy="status"
              />
            </Slot>
          </Tab>
        </Tabs>
      </Column>
    </Page>
  );
}

function OverviewPage() {
  return (
    <Page>
      <Row mobile={{ direction: "column" }}>
        <Slot basis="60%">
          <EntityList
            entity={appointment}
            columns={["client", "service", "starts_at", "status"]}
            sort={SOONEST_FIRST}
            title="Upcoming"
          />
        </Slot>
        <Slot basis="40%">
          <EntityForm entity={client} />
        </Slot>
      </Row>
    </Page>
  );
}

const CLIENT_COLUMNS = ["name", "mobile", "email", "birthday", "hair_type", "appointment_count"];

const FIGURES = [
  { label: "Today", filters: [{ field: "starts_at", op: "today" as const }] },
  { label: "To confirm", filters: [{ field: "status", op: "eq" as const, value: "booked" }] },
  {
    label: "Turnover this month",
    op: "sum" as const,
    field: "price",
    filters: [{ field: "starts_at", op: "this_month" as const }],
  },
  { label: "Average price", op: "avg" as const, field: "price" },
];

function FiguresPage() {
  return (
    <Page>
      <Slot>
        <StatTiles entity={appointment} stats={FIGURES} />
      </Slot>
      <Slot>
        <StatTiles entity={appointment} stats={[{ label: "Appointments", groupBy: "status" }]} />
      </Slot>
      <Grid columns={2}>
        <Slot>
          <ReportChart report="turnover_per_month" kind="area" />
        </Slot>
        <Slot>
          <ReportChart report="appointments_per_stylist" kind="bar" />
        </Slot>
        <Slot>
          <ReportChart report="appointments_per_client" kind="bar" />
        </Slot>
        <Slot>
          <ReportChart report="appointments_per_client" kind="pie" />
        </Slot>
        <Slot>
          <ReportChart report="states_per_month" />
        </Slot>
        <Slot>
          <ReportChart report="appointments_per_stylist" kind="number" />
        </Slot>
      </Grid>
    </Page>
  );
}

/** The salon of the examples, written as the compiler would write it. */
export const salon: App = defineApp({
  name: "Salon",
  slug: "salon",
  accent: 300,
  entities: [client, stylist, service, appointment],
  pages: [
    { name: "overview", title: "Overview", path: "/", icon: "layout-dashboard", component: OverviewPage },
    {
      name: "appointments",
      title: "Appointments",
      path: "/appointments",
      icon: "calendar",
      entity: "appointment",
      component: AppointmentsPage,
    },
    {
      name: "clients",
      title: "Clients",
      path: "/clients",
      icon: "users",
      entity: "client",
      component: () => (
        <Page>
          <EntityTable entity={client} variant="inline-edit" columns={CLIENT_COLUMNS} />
        </Page>
      ),
    },
    {
      name: "stylists",
      title: "Stylists",
      path: "/stylists",
      icon: "scissors",
      entity: "stylist",
      component: () => (
        <Page>
          <EntityTable entity={stylist} />
        </Page>
      ),
    },
    {
      name: "services",
      title: "Services",
      path: "/services",
      icon: "sparkles",
      roles: ["owner"],
      entity: "service",
      component: () => (
        <Page>
          <EntityTable entity={service} />
        </Page>
      ),
    },
    { name: "figures", title: "Figures", path: "/figures", icon: "chart-column", component: FiguresPage },
    {
      name: "team",
      title: "Team",
      path: "/team",
      icon: "users-round",
      entity: "stylist",
      component: () => (
        <Page>
          <EntityCards entity={stylist} title="name" image="photo" fields={["works_on", "services"]} />
        </Page>
      ),
    },
  ],
  forms: { appointment: AppointmentForm },
  details: { appointment: AppointmentDetail },
});
