import { Button, IconButton, Notice, Popover, Tooltip } from "@sayso/app-kit";
import { Lock, MessageCircle, Quote, Sparkles, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Edit } from "../../spec/types";
import { useWorkspace } from "../state/context";
import { useChange, useWhyNot } from "./editing";
import { Refusal } from "./Refusal";

/** Says why nothing can be changed at the moment, where that is so. */
export function ReadOnlyNotice(): ReactNode {
  const why = useWhyNot();
  return why ? <Notice icon={<Lock className="mt-0.5 size-4 flex-none" aria-hidden />}>{why}</Notice> : null;
}

/** Makes an element what the next message is about. */
export function TalkAbout({ id, name }: { readonly id: string; readonly name: string }): ReactNode {
  const { pointAt } = useWorkspace();
  return (
    <Button size="small" icon={<MessageCircle aria-hidden />} onClick={() => pointAt(id)} title={`Talk about ${name}`}>
      Talk about it
    </Button>
  );
}

export interface ProvenanceProps {
  readonly source?: string | null | undefined;
  readonly assumed?: string | null | undefined;
}

/** Where something came from: the words that asked for it, or why it is there although nobody said so. */
export function Provenance({ source, assumed }: ProvenanceProps): ReactNode {
  if (!source && !assumed) return null;
  return (
    <div className="edit-provenance">
      {source && (
        <p>
          <Quote aria-hidden />
          <span>
            From your words: <q dir="auto">{source}</q>
          </span>
        </p>
      )}
      {assumed && (
        <p>
          <Sparkles aria-hidden />
          <span>Assumed: {assumed}</span>
        </p>
      )}
    </div>
  );
}

/** The same as a sign in a row, with the words on hover and for screen readers. */
export function ProvenanceSign({ source, assumed }: ProvenanceProps): ReactNode {
  const words = assumed ? `Assumed: ${assumed}` : source ? `From your words: “${source}”` : null;
  if (!words) return null;
  return (
    <Tooltip text={words}>
      <span className="edit-sign" role="img" aria-label={words}>
        {assumed ? <Sparkles aria-hidden /> : <Quote aria-hidden />}
      </span>
    </Tooltip>
  );
}

export interface RemoveProps {
  /** What goes, as people call it. */
  readonly name: string;
  /** What that means. */
  readonly meaning: string;
  readonly edits: () => readonly Edit[];
  readonly onRemoved?: () => void;
  /** A bin only, for rows. */
  readonly bare?: boolean;
}

/** Takes something out after saying what that means. */
export function Remove({ name, meaning, edits, onRemoved, bare = false }: RemoveProps): ReactNode {
  const { mayEdit, isBusy, reasons, change, forget } = useChange();
  const [open, setOpen] = useState(false);
  if (!mayEdit) return null;
  const remove = async () => {
    if (!(await change(edits()))) return;
    setOpen(false);
    onRemoved?.();
  };
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        forget();
      }}
      align="end"
      label={`Remove ${name}`}
      className="edit-confirm"
      trigger={
        bare ? (
          <IconButton label={`Remove ${name}`}>
            <Trash2 aria-hidden />
          </IconButton>
        ) : (
          <Button size="small" icon={<Trash2 aria-hidden />}>
            Remove
          </Button>
        )
      }
    >
      <p className="font-medium">Remove {name}</p>
      <p className="text-muted">{meaning}</p>
      <Refusal reasons={reasons} />
      <div className="flex justify-end gap-2">
        <Button size="small" variant="ghost" onClick={() => setOpen(false)}>
          Keep it
        </Button>
        <Button size="small" variant="danger" busy={isBusy} onClick={() => void remove()} data-autofocus>
          Remove
        </Button>
      </div>
    </Popover>
  );
}
