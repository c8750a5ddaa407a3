import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Offers } from "../../shell/Offers";
import { SentenceBox } from "../../shell/SentenceBox";
import { askForBlock } from "../calls";
import { keys, useBlockAct } from "../queries";
import type { BlockView } from "../types";
import { useExamples } from "./use-examples";

export interface AskBoxProps {
  readonly dashboard: string;
  readonly onAsked: (block: BlockView) => void;
  readonly initial?: string;
}

/** Asks what somebody wants to see; the block stands on the dashboard at once and is made meanwhile. */
export function AskBox({ dashboard, onAsked, initial = "" }: AskBoxProps): ReactNode {
  const [text, write] = useState(initial);
  const box = useRef<HTMLTextAreaElement>(null);
  const examples = useExamples();
  const client = useQueryClient();
  const ask = useBlockAct<string>(dashboard, (asked) => askForBlock(dashboard, asked), {
    done: (block) => {
      // the whole says where it stands
      void client.invalidateQueries({ queryKey: keys.dashboard(dashboard) });
      write("");
      onAsked(block);
    },
    isQuiet: true,
  });
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  return (
    <div className="ask">
      <SentenceBox
        box={box}
        rows={2}
        text={text}
        onWrite={write}
        maxLength={4_000}
        act={ask}
        onSend={ask.mutate}
        verb="Make it"
        doing="Starting…"
        aria-label="What do you want to see?"
        placeholder="A figure, a list or a chart: name the application, or paste the address of the data."
      />
      <Offers
        items={examples}
        onChoose={(example) => {
          write(example);
          box.current?.focus();
        }}
      />
    </div>
  );
}
