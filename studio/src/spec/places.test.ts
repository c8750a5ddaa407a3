import { expect, test } from "vitest";
import { placeOf, placeOfPath } from "./places";
import type { AppSpec } from "./types";

/** One of everything. */
const SPEC = {
  schema_version: 1,
  name: "Salon",
  slug: "salon",
  entities: [
    {
      id: "ent_client",
      name: "client",
      display_name: "Client",
      fields: [
        { id: "fld_phone", name: "phone", label: "Phone", type: "phone", options: [] },
        {
          id: "fld_kind",
          name: "kind",
          label: "Kind",
          type: "enum",
          options: [{ id: "opt_regular", name: "regular", label: "Regular" }],
        },
      ],
      computed: [{ id: "cmp_visits", name: "visits", label: "Visits", type: "integer", expression: "count(x)" }],
      rules: [{ id: "rul_phone", name: "has_phone", expression: "phone != null", message: "Give a phone" }],
      indexes: [{ id: "idx_phone", fields: ["phone"] }],
    },
    { id: "ent_visit", name: "visit", display_name: "Visit", fields: [], computed: [], rules: [], indexes: [] },
  ],
  relationships: [
    { id: "rel_visits", kind: "has_many", from: "client", to: "visit", name: "visits", inverse: "client" },
  ],
  flows: [
    {
      id: "flw_visit",
      entity: "visit",
      field: "status",
      initial: "booked",
      states: [{ id: "sta_booked", name: "booked", label: "Booked" }],
      transitions: [{ id: "trn_finish", name: "finish_it", from: "booked", to: "booked", roles: [] }],
    },
  ],
  pages: [{ id: "pag_clients", name: "clients", title: "Clients", path: "/", components: ["ClientTable"], roles: [] }],
  components: [{ id: "cpt_table", name: "ClientTable", type: "table", entity: "client", props: {} }],
  endpoints: [{ id: "end_hook", method: "POST", path: "/hook", auth: "user" }],
  permissions: {
    roles: [{ id: "rol_admin", name: "admin", label: "Admin" }],
    rules: [{ id: "prm_admin", role: "admin", entity: "client", actions: ["read"], scope: "all" }],
  },
  reports: [{ id: "rep_visits", name: "visits", title: "Visits a month", entity: "visit", measures: [] }],
  settings: [{ id: "set_hours", key: "hours", label: "Opening hours", type: "string" }],
  assumptions: [
    { id: "asm_phone", text: "Clients have a phone", elements: ["fld_phone"], alternatives: [] },
    { id: "asm_free", text: "It is free", elements: [], alternatives: [] },
  ],
} as unknown as AppSpec;

test.each([
  ["ent_client", "data", "Client"],
  ["fld_phone", "data", "Phone of Client"],
  ["opt_regular", "data", "Regular in Kind of Client"],
  ["cmp_visits", "data", "Visits of Client"],
  ["rul_phone", "data", "Rule “Give a phone” of Client"],
  ["idx_phone", "data", "Index of Client"],
  ["rel_visits", "data", "Client and Visit"],
  ["flw_visit", "flow", "States of Visit"],
  ["sta_booked", "flow", "State Booked of Visit"],
  ["trn_finish", "flow", "Move “finish it” of Visit"],
  ["pag_clients", "pages", "Page Clients"],
  ["cpt_table", "pages", "Component ClientTable"],
  ["rol_admin", "permissions", "Role Admin"],
  ["prm_admin", "permissions", "What Admin may do with Client"],
  ["rep_visits", "reports", "Report Visits a month"],
  ["end_hook", "code", "Endpoint POST /hook"],
  ["set_hours", "code", "Setting Opening hours"],
])("%s is shown in the tab “%s”", (id, tab, label) => {
  expect(placeOf(SPEC, id)).toEqual({ tab, label, element: id });
});

test("an assumption is shown where what it is about is shown", () => {
  expect(placeOf(SPEC, "asm_phone")).toEqual({ tab: "data", label: "Clients have a phone", element: "fld_phone" });
  expect(placeOf(SPEC, "asm_free")).toEqual({ tab: "review", label: "It is free", element: "asm_free" });
});

test("an element that is gone has no place", () => {
  expect(placeOf(SPEC, "fld_gone")).toBeNull();
});

test.each([
  ["entities.client.fields.phone", "fld_phone"],
  ["entities.client.fields.phone.validation", "fld_phone"],
  ["entities.client.fields.gone", "ent_client"],
  ["entities.client.indexes.0", "idx_phone"],
  ["relationships.visit.client", "rel_visits"],
  ["flows.visit.transitions.finish_it.guard", "trn_finish"],
  ["flows.visit.initial", "flw_visit"],
  ["pages.clients.layout", "pag_clients"],
  ["components.ClientTable.props.columns", "cpt_table"],
  ["permissions.rules.admin.client", "prm_admin"],
  ["endpoints.POST /hook", "end_hook"],
])("the problem at %s leads to the nearest element", (path, id) => {
  expect(placeOfPath(SPEC, path)?.element).toBe(id);
});

test("a problem of a file leads to its line, one without an element to the tab of its kind", () => {
  expect(placeOfPath(SPEC, "src/pages/Clients.tsx:12:4")).toEqual({
    tab: "code",
    label: "src/pages/Clients.tsx",
    file: "src/pages/Clients.tsx",
    line: 12,
  });
  expect(placeOfPath(SPEC, "permissions")).toEqual({ tab: "permissions", label: "Permissions" });
  expect(placeOfPath(SPEC, "name")).toBeNull();
});
