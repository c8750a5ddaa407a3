import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { type ApiError, asApiError, VersionConflict } from "../../data/errors";
import { createHooks } from "../../data/hooks";
import { serviceOf } from "../../data/service";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import { useFormat } from "../../format/use-format";
import { toast, toastError } from "../../ui/toast";
import { useAccess } from "../access";
import { titleOf } from "../title";
import { brokenRules, type Problems, problemsOf, serverProblems } from "./problems";
import { changedValues, type FormField, initialValues, sentValues, type Values } from "./values";

export interface RecordFormOptions {
  readonly entity: AnyEntity;
  readonly fields: readonly FormField[];
  readonly row: AnyRow | null;
  readonly initial?: Readonly<Record<string, unknown>>;
  readonly onSaved?: (row: AnyRow) => void;
}

/** What the server refused: as a whole, or because somebody saved in between. */
export interface Refusal {
  readonly error: ApiError;
  readonly rest: readonly string[];
  /** The row as somebody else left it. */
  readonly current: AnyRow | null;
}

/** The state of a record's form: values, problems, saving, and what the server said. */
export function useRecordForm({ entity, fields, row, initial, onSaved }: RecordFormOptions) {
  const format = useFormat();
  const access = useAccess(entity);
  const hooks = useMemo(() => createHooks(serviceOf(entity)), [entity]);
  const client = useQueryClient();
  const update = hooks.useUpdate();
  const remove = hooks.useDelete();
  const start = useMemo(() => initialValues(fields, row, initial), [fields, row, initial]);
  const form = useForm<Values>({ defaultValues: start, mode: "onSubmit" });
  const values = useWatch({ control: form.control });
  const [base, setBase] = useState(row);
  const [problems, setProblems] = useState<Problems>({});
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [tries, setTries] = useState(0);
  const [saving, setSaving] = useState(false);
  const [received, setReceived] = useState(false);
  const idempotencyKey = useRef(crypto.randomUUID());

  const sent = sentValues(fields, values);
  const startSent = sentValues(fields, base === row ? start : initialValues(fields, base));
  const changes = changedValues(sent, startSent);
  const isDirty = Object.keys(changes).length > 0;
  const broken = brokenRules(entity, { ...(base ?? EMPTY), ...sent });

  const set = useCallback(
    (key: string, value: unknown) => {
      form.setValue(key, value, { shouldDirty: true });
      setProblems(({ [key]: _gone, ...others }) => others);
      setRefusal((before) => (before?.current ? before : null));
    },
    [form],
  );

  const fail = async (thrown: unknown) => {
    const error = asApiError(thrown);
    const found = serverProblems(error, fields);
    setProblems(found.problems);
    const lost = error instanceof VersionConflict && base !== null;
    const current = lost
      ? ((await serviceOf(entity)
          .get(base.id)
          .catch(() => null)) as AnyRow | null)
      : null;
    setRefusal(Object.keys(found.problems).length && !found.rest.length ? null : { error, rest: found.rest, current });
    setTries((count) => count + 1);
  };

  const announce = (saved: AnyRow) => {
    const title = titleOf(entity, saved, format);
    if (!base) {
      toast(`${entity.label} added`, {
        description: title,
        ...(access.can("delete") ? { undo: () => remove.mutate(saved.id, { onError: toastError }) } : {}),
      });
      return;
    }
    const before = Object.fromEntries(Object.keys(changes).map((key) => [key, base[key] ?? null]));
    toast("Changes saved", {
      description: title,
      undo: () => update.mutate({ id: saved.id, changes: before }, { onError: toastError }),
    });
  };

  const save = async (version = base?.version) => {
    const found = problemsOf(entity, fields, sent);
    setProblems(found);
    if (Object.keys(found).length) {
      setTries((count) => count + 1);
      return;
    }
    setSaving(true);
    setRefusal(null);
    try {
      const answer = (
        base
          ? await update.mutateAsync({ id: base.id, changes, ...(version === undefined ? {} : { version }) })
          : await serviceOf(entity).create(sent, { idempotencyKey: idempotencyKey.current })
      ) as AnyRow;
      idempotencyKey.current = crypto.randomUUID();
      void client.invalidateQueries();
      const isSeen = Object.hasOwn(answer, "version");
      const saved = isSeen ? answer : { ...EMPTY, ...sent, ...answer };
      if (isSeen) announce(saved);
      else if (onSaved) toast(`${entity.label} received`);
      else setReceived(true);
      form.reset(base ? initialValues(fields, saved) : start);
      setBase(base ? saved : null);
      onSaved?.(saved);
    } catch (error) {
      await fail(error);
    } finally {
      setSaving(false);
    }
  };

  return {
    values,
    set,
    problems,
    refusal,
    broken,
    isDirty,
    saving,
    /** Whether the last record was kept although the role may not look at it. */
    received,
    /** Begins another one after that. */
    again: () => setReceived(false),
    /** Grows with every refused attempt, so that the first problem can be focused. */
    tries,
    save: () => save(),
    /** Saves over what somebody else saved in between. */
    saveAnyway: () => save(refusal?.current?.version),
    /** Starts over from what somebody else saved. */
    takeTheirs: () => {
      const current = refusal?.current ?? null;
      setBase(current);
      form.reset(initialValues(fields, current));
      setRefusal(null);
    },
  };
}

const EMPTY = { id: "", version: 0, created_at: "", updated_at: "" } as AnyRow;

export type RecordFormState = ReturnType<typeof useRecordForm>;
