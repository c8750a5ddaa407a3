import type { ActionName, Granted, Live } from "./model";
import type { Store } from "./store";

/** Who looks at the application: a role, and the member whose rows are their own. */
export interface Actor {
  readonly role: string | null;
  readonly member: string | null;
}

/** What the permission matrix says, asked for one actor. */
export class Access {
  constructor(
    private readonly store: Store,
    private readonly actor: () => Actor,
  ) {}

  /** Whether the role may do this with some row at all. */
  mayAny(entity: string, action: ActionName): boolean {
    return this.grants(entity, action).length > 0;
  }

  may(entity: string, action: ActionName, row: Live): boolean {
    return this.applying(entity, action, row).length > 0;
  }

  /** The keys of a row that may be read or written; null where all of them may. */
  fields(entity: string, action: ActionName, row: Live): ReadonlySet<string> | null {
    const applying = this.applying(entity, action, row);
    if (applying.some(({ fields }) => fields === undefined)) return null;
    return new Set(
      applying.flatMap(({ fields = [] }) => fields.flatMap((name) => [name, `${name}_id`, `${name}_ids`])),
    );
  }

  /** Whether a rule lets the role do this with every row and every field. */
  isUnlimited(entity: string, action: ActionName): boolean {
    return this.grants(entity, action).some(({ owner, fields }) => !owner && !fields);
  }

  private applying(entity: string, action: ActionName, row: Live): readonly Granted[] {
    const { member } = this.actor();
    return this.grants(entity, action).filter(({ owner }) => !owner || (member !== null && owner(row) === member));
  }

  private grants(entity: string, action: ActionName): readonly Granted[] {
    const { grants } = this.store.collection(entity);
    if (grants === null) return [{}];
    return grants[this.actor().role ?? ""]?.[action] ?? [];
  }
}
