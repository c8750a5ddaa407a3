import { createContext, use, useCallback } from "react";
import type { AnyRow } from "../definition/entity";
import { useChangeParams, useUrlParams } from "../shell/url";

/** Which record a form or detail inside a drawer or dialog is about, and what happens when it is done. */
export interface RecordScope {
  readonly entity: string;
  /** null for a new record. */
  readonly id: string | null;
  /** Values a new record starts from, by stored key. */
  readonly initial?: Readonly<Record<string, unknown>>;
  readonly onSaved?: (row: AnyRow) => void;
  readonly onClose?: () => void;
}

export const RecordScopeContext = createContext<RecordScope | null>(null);

/** The scope around this component, when it is about the given entity. */
export function useRecordScope(entity: string): RecordScope | null {
  const scope = use(RecordScopeContext);
  return scope?.entity === entity ? scope : null;
}

const START = "with.";

/** The record and the new record that the address opens. */
export interface OpenRecords {
  readonly record: { readonly entity: string; readonly id: string } | null;
  readonly editing: boolean;
  readonly adding: { readonly entity: string; readonly initial: Readonly<Record<string, string>> } | null;
}

export function useOpenRecords(): OpenRecords {
  const params = useUrlParams();
  const [entity, id] = (params.record ?? "").split(":");
  const start = Object.entries(params).flatMap(([key, value]) =>
    key.startsWith(START) ? [[key.slice(START.length), value] as const] : [],
  );
  return {
    record: entity && id ? { entity, id } : null,
    editing: params.edit === "1",
    adding: params.new ? { entity: params.new, initial: Object.fromEntries(start) } : null,
  };
}

export interface RecordNavigation {
  open(entity: string, id: string): void;
  edit(entity: string, id: string): void;
  stopEditing(): void;
  add(entity: string, initial?: Readonly<Record<string, string>>): void;
  closeRecord(): void;
  closeNew(): void;
}

/** Opens and closes records by changing the address. */
export function useRecordNavigation(): RecordNavigation {
  const change = useChangeParams();
  const params = useUrlParams();
  const withoutStart = useCallback(
    () => Object.fromEntries(Object.keys(params).flatMap((key) => (key.startsWith(START) ? [[key, null]] : []))),
    [params],
  );
  return {
    open: (entity, id) =>
      change({ record: `${entity}:${id}`, edit: null, new: null, ...withoutStart() }, { push: true }),
    edit: (entity, id) => change({ record: `${entity}:${id}`, edit: "1" }),
    stopEditing: () => change({ edit: null }),
    add: (entity, initial = {}) =>
      change(
        {
          ...withoutStart(),
          new: entity,
          ...Object.fromEntries(Object.entries(initial).map(([key, value]) => [START + key, value])),
        },
        { push: true },
      ),
    closeRecord: () => change({ record: null, edit: null }),
    closeNew: () => change({ new: null, ...withoutStart() }),
  };
}
