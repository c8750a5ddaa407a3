import type { AppSpec, Entity, Field, Flow } from "../../src/spec/types";

/** A field of a sample, with what is not said left as it is by default. */
export function sampleField(name: string, more: Partial<Field> = {}): Field {
  const label = name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
  const plain = { required: false, unique: false, indexed: false, searchable: false, options: [] };
  return { id: `fld_${name.replaceAll("_", "")}00`, name, label, type: "text", ...plain, ...more };
}

function entity(name: string, fields: Field[]): Entity {
  const display_name = name.charAt(0).toUpperCase() + name.slice(1);
  return { id: `ent_${name}`, name, display_name, description: "", fields, computed: [], indexes: [], rules: [] };
}

export const SIZE = sampleField("size", {
  type: "enum",
  default: "large",
  options: [
    { id: "opt_small00", name: "small", label: "Small", color: null },
    { id: "opt_large00", name: "large", label: "Large", color: "success" },
  ],
});

const FLOW: Flow = {
  id: "flw_booking0",
  entity: "booking",
  field: "status",
  initial: "booked",
  states: [
    { id: "sta_booked00", name: "booked", label: "Booked", color: "info" },
    { id: "sta_done0000", name: "done", label: "Done", color: "success" },
    { id: "sta_lost0000", name: "lost", label: "Lost" },
  ],
  transitions: [{ id: "trn_finish00", name: "finish", label: "Finish", from: "booked", to: "done", roles: ["owner"] }],
};

/** Clients with bookings that go through states. */
export const SAMPLE: AppSpec = {
  schema_version: 1,
  name: "Hair salon",
  slug: "hair-salon",
  description: "",
  type: "app",
  tier: "free",
  features: [],
  entities: [
    entity("client", [sampleField("name", { required: true }), sampleField("phone", { type: "phone" }), SIZE]),
    entity("booking", [sampleField("starts_at", { type: "datetime" })]),
  ],
  relationships: [
    {
      id: "rel_client00",
      kind: "belongs_to",
      from: "booking",
      to: "client",
      name: "client",
      inverse: "bookings",
      required: true,
      on_delete: "restrict",
    },
  ],
  flows: [FLOW],
  pages: [],
  components: [],
  endpoints: [],
  permissions: {
    roles: [{ id: "rol_owner000", name: "owner", label: "Owner" }],
    rules: [
      {
        id: "prm_owner000",
        role: "owner",
        entity: "client",
        actions: ["create", "read", "update", "delete"],
        scope: "all",
        owner: "created_by",
      },
    ],
  },
  reports: [],
  settings: [],
  assumptions: [],
};

/** The first element with this name in a list; a test that asks for another one is wrong. */
export function named<T extends { readonly name: string }>(list: readonly T[], name: string): T {
  const found = list.find((one) => one.name === name);
  if (!found) throw new Error(`The sample has no ${name}.`);
  return found;
}
