// The permission matrix at the door of the API. The database holds the same matrix as row-level security.
import type { Action, EntityModel } from "./model";
import { Denied } from "./problems";
import type { Session } from "./session";

/** Whether the session's role may do this with at least some rows. */
export function may(session: Session, model: EntityModel, action: Action): boolean {
  return (model.grants[session.role]?.[action] ?? "none") !== "none";
}

/** Lets pass whoever may do this with at least some rows. */
export function authorize(session: Session, model: EntityModel, action: Action): void {
  if (!may(session, model, action)) {
    throw new Denied(`Your role may not ${action} ${model.labelPlural.toLowerCase()}.`);
  }
}

/** Refuses values for fields that the role may not write, naming the first of them. */
export function authorizeFields(session: Session, model: EntityModel, keys: readonly string[]): void {
  const writable = model.grants[session.role]?.writable;
  if (!writable) return;
  const refused = keys.find(
    (key) => !writable.includes(key) && !writable.includes(key.replace(/_ids?$/, "")),
  );
  if (refused) throw new Denied(`Your role may not change ${model.columns[refused]?.label ?? refused}.`);
}
