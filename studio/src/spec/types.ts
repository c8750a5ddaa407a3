import type { components } from "../../generated/edits";
import type { Schemas } from "../api/client";

type Edits = components["schemas"];

/** The typed document that an application is; docs/schema/app-spec.v1.json describes it. */
export type AppSpec = Schemas["AppSpec-Output"];
export type Entity = AppSpec["entities"][number];
export type Field = Entity["fields"][number];
export type FieldType = Field["type"];
export type Option = Field["options"][number];
export type Validation = NonNullable<Field["validation"]>;
export type Computed = Entity["computed"][number];
export type Rule = Entity["rules"][number];
export type Index = Entity["indexes"][number];
export type Relationship = AppSpec["relationships"][number];
export type RelationshipKind = Relationship["kind"];
export type OnDelete = Relationship["on_delete"];
export type Flow = AppSpec["flows"][number];
export type State = Flow["states"][number];
export type Transition = Flow["transitions"][number];
export type Page = AppSpec["pages"][number];
export type Component = AppSpec["components"][number];
export type Report = AppSpec["reports"][number];
export type Permissions = NonNullable<AppSpec["permissions"]>;
export type Role = Permissions["roles"][number];
export type Diagnostic = Schemas["Diagnostic"];

/** One step of the language of change; docs/schema/edits.v1.json describes them all. */
export type Edit = Edits["Edits"][number];
export type Kind = Extract<Edit, { readonly op: "move" }>["kind"];
/** A JSON value, such as the default of a field. */
export type Json = Schemas["JsonValue"];
