import { Badge, Button, Checkbox, IconButton, Menu, MenuItem } from "@sayso/app-kit";
import { BadgeCheck, CornerUpLeft, GitCompare, MoreHorizontal, RotateCcw, RotateCw, Undo2 } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Moment } from "../../shell/Moment";
import { useWorkspace } from "../state/context";
import { phaseOf, type Revision, titleOf, useApprove } from "./revisions";

const SHOWN = 4;
const ICONS = { change: null, undo: Undo2, redo: RotateCw, jump: CornerUpLeft } as const;

interface RevisionRowProps {
  readonly revision: Revision;
  /** The version of the application that has this content. */
  readonly version: string | null;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  readonly onCompare: (one: number, other: number) => void;
  readonly onGoBack: () => void;
}

/** One step of the line: what it was, who made it, what it changed. */
export function RevisionRow(props: RevisionRowProps): ReactNode {
  const { revision, version, isSelected, onSelect } = props;
  const { number, kind, target, author, at, is_current, approved_by, approved_at, module_revision } = revision;
  const title = useId();
  const phase = phaseOf(revision);
  const Sign = ICONS[kind];
  return (
    <li className="history-row" data-current={is_current || undefined} aria-labelledby={title}>
      <Checkbox
        checked={isSelected}
        onCheckedChange={onSelect}
        aria-label={`Choose revision ${number} to compare it`}
        className="mt-0.5"
      />
      <div className="min-w-0">
        <p id={title} className="history-title" dir="auto">
          {Sign && <Sign aria-hidden className="size-3.5 flex-none text-muted" />}
          <span>{titleOf(revision)}</span>
        </p>
        <p className="history-facts">
          <span className="tabular-nums">Revision {number}</span>
          <span>{author ?? "Sayso"}</span>
          <Moment at={at} />
          {phase && kind === "change" && <span>{phase}</span>}
          {target && kind !== "jump" && <span>as it was in revision {target}</span>}
        </p>
        <p className="history-badges">
          {is_current && <Badge tone="accent">Present</Badge>}
          {module_revision && (
            <Badge tone="success">
              {version ? `Published as ${version}` : `Published as revision ${module_revision}`}
            </Badge>
          )}
          {approved_at && <Badge tone="info">{approved_by ? `Approved by ${approved_by}` : "Approved"}</Badge>}
        </p>
        <Sentences sentences={revision.sentences} title={titleOf(revision)} />
      </div>
      <Actions {...props} />
    </li>
  );
}

function Sentences({ sentences, title }: { readonly sentences: readonly string[]; readonly title: string }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const told = sentences[0] === title ? sentences.slice(1) : sentences;
  if (told.length === 0) return null;
  const shown = isWhole ? told : told.slice(0, SHOWN);
  return (
    <>
      <ul className="history-sentences">
        {shown.map((sentence) => (
          <li key={sentence} dir="auto">
            {sentence}
          </li>
        ))}
      </ul>
      {told.length > SHOWN && (
        <button type="button" className="link history-rest" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Show less" : `Show ${told.length - SHOWN} more`}
        </button>
      )}
    </>
  );
}

function Actions({ revision, onCompare, onGoBack }: RevisionRowProps): ReactNode {
  const { session, mayEdit } = useWorkspace();
  const approve = useApprove();
  const { number, is_current, approved_at } = revision;
  const mayGoBack = mayEdit && number !== session.content && !is_current;
  return (
    <div className="history-actions">
      {mayGoBack && (
        <Button size="small" icon={<RotateCcw aria-hidden />} onClick={onGoBack}>
          Go back to this
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={`More for revision ${number}`} size="small">
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
      >
        {number > 1 && (
          <MenuItem icon={<GitCompare aria-hidden />} onSelect={() => onCompare(number - 1, number)}>
            Compare with the one before
          </MenuItem>
        )}
        {!is_current && (
          <MenuItem icon={<GitCompare aria-hidden />} onSelect={() => onCompare(number, session.revision)}>
            Compare with the present
          </MenuItem>
        )}
        {number === 1 && is_current && <MenuItem disabled>There is nothing to compare it with yet</MenuItem>}
        {mayEdit && !approved_at && (
          <MenuItem icon={<BadgeCheck aria-hidden />} onSelect={() => approve.mutate(number)}>
            Approve
          </MenuItem>
        )}
      </Menu>
    </div>
  );
}
