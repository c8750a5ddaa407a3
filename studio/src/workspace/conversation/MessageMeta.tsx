import { Popover } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { format } from "../state/format";
import type { Message } from "../state/messages";
import { Moment } from "./Moment";
import type { Payload } from "./payload";

interface MessageMetaProps {
  readonly message: Message;
  readonly payload: Payload;
}

/** When it was said, by what, and what that cost. */
export function MessageMeta({ message, payload }: MessageMetaProps): ReactNode {
  return (
    <p className="talk-meta">
      <Moment at={message.at} />
      <span>{madeBy(message)}</span>
      {payload.reasoning && (
        <Popover
          label="The model's own reasons"
          className="max-w-sm p-3 text-sm"
          trigger={
            <button type="button" className="link">
              Why
            </button>
          }
        >
          <p className="text-muted">In the model’s own words, which nobody checked:</p>
          <blockquote className="mt-1 whitespace-pre-wrap">“{payload.reasoning}”</blockquote>
        </Popover>
      )}
    </p>
  );
}

function madeBy({ model, tokens_in, tokens_out, cost }: Message): string {
  const tokens = tokens_in + tokens_out;
  const parts = [
    model ?? (tokens === 0 ? "by rules" : ""),
    tokens > 0 ? `${format.number(tokens)} tokens` : "",
    cost === null ? "" : costWords(Number(cost)),
  ];
  return parts.filter(Boolean).join(" · ");
}

function costWords(cost: number): string {
  if (cost === 0) return "";
  return cost < 0.01 ? "less than a cent" : format.money(cost);
}
