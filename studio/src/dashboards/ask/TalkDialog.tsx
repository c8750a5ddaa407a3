import { toast } from "@sayso/app-kit";
import { type ReactNode, useId, useState } from "react";
import { Refusal } from "../../shell/Asking";
import { FormDialog } from "../../shell/FormDialog";
import { Offers } from "../../shell/Offers";
import { sayToBlock } from "../calls";
import { useBlockAct } from "../queries";
import type { BlockView } from "../types";

/** Says what is to be different about a block, or asks for it anew where it was never made. */
export function TalkDialog({ block, onClose }: { readonly block: BlockView; readonly onClose: () => void }): ReactNode {
  const isNew = block.version === null;
  const [text, write] = useState(isNew ? block.asked : "");
  const id = useId();
  const say = useBlockAct<string>(block.dashboard_id, (said) => sayToBlock(block.id, said), {
    done: () => {
      toast(isNew ? "It is being made." : "A new version is being made. What is shown stays meanwhile.");
      onClose();
    },
    isQuiet: true,
  });
  return (
    <FormDialog
      title={isNew ? "Describe it again" : `Change “${block.title}”`}
      description={
        isNew
          ? "Say it in other words: what to show, and where the data is."
          : "A new version takes its place once it works. You can go back to any version before."
      }
      verb={isNew ? "Make it" : "Change it"}
      isBusy={say.isPending}
      isReady={text.trim() !== ""}
      onSubmit={() => say.mutate(text.trim())}
      onClose={onClose}
    >
      <div className="grid gap-1.5">
        <label htmlFor={id} className="text-sm font-medium">
          {isNew ? "What do you want to see?" : "What should be different?"}
        </label>
        <textarea
          id={id}
          className="input"
          rows={3}
          maxLength={4_000}
          value={text}
          ref={(box) => box?.focus()}
          onChange={({ target }) => write(target.value)}
          dir="auto"
        />
      </div>
      {!isNew && <Offers items={ideasFor(block)} onChoose={write} />}
      <Refusal error={say.error} />
    </FormDialog>
  );
}

function ideasFor({ card }: BlockView): readonly string[] {
  const shape = card?.kind === "bar" ? "Show it as a line" : "Show it as bars";
  const more = card?.kind === "table" ? "Only the ten highest" : "Show it as a table";
  return [shape, more, "Refresh it every hour"];
}
