import { CircleAlert, GitCompareArrows } from "lucide-react";
import type { ReactNode } from "react";
import { VersionConflict } from "../../data/errors";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import { useFormat } from "../../format/use-format";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Small";
import { storedValue, textOf } from "../title";
import type { Refusal } from "./use-record-form";
import { sameValue } from "./values";

export interface RefusalNoticeProps {
  readonly entity: AnyEntity;
  readonly refusal: Refusal;
  /** The row this form started from. */
  readonly base: AnyRow | null;
  readonly onSaveAnyway: () => void;
  readonly onTakeTheirs: () => void;
}

/** Says what the server refused and what can be done about it. */
export function RefusalNotice({ entity, refusal, base, onSaveAnyway, onTakeTheirs }: RefusalNoticeProps): ReactNode {
  const { error, current, rest } = refusal;
  if (error instanceof VersionConflict && current && base) {
    return (
      <Notice
        tone="warning"
        icon={<GitCompareArrows aria-hidden />}
        title="Somebody else saved this while you were editing"
      >
        <Differences entity={entity} before={base} after={current} />
        <div className="mt-2 flex flex-wrap gap-2">
          <Button size="small" onClick={onSaveAnyway}>
            Save my changes too
          </Button>
          <Button size="small" variant="ghost" onClick={onTakeTheirs}>
            Drop mine and take theirs
          </Button>
        </div>
      </Notice>
    );
  }
  const hint = error.hint ?? "Nothing was saved; what you typed is still here.";
  return (
    <Notice tone="danger" icon={<CircleAlert aria-hidden />} title={error.message}>
      {rest.map((message) => (
        <p key={message}>{message}</p>
      ))}
      {hint && <p>{hint}</p>}
    </Notice>
  );
}

interface DifferencesProps {
  readonly entity: AnyEntity;
  readonly before: AnyRow;
  readonly after: AnyRow;
}

function Differences({ entity, before, after }: DifferencesProps): ReactNode {
  const format = useFormat();
  const changed = Object.entries(entity.fields).filter(
    ([name, field]) => !sameValue(storedValue(before, name, field), storedValue(after, name, field)),
  );
  return (
    <ul className="list-inside list-disc">
      {changed.map(([name, field]) => (
        <li key={name}>
          {field.label}: {textOf(before, name, field, format) || "empty"} →{" "}
          {textOf(after, name, field, format) || "empty"}
        </li>
      ))}
    </ul>
  );
}
