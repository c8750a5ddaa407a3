import { Link } from "@tanstack/react-router";
import { CircleQuestionMark, Mailbox } from "lucide-react";
import type { ReactNode } from "react";
import { Moment } from "../../shell/Moment";
import { useApprovals, useRuns } from "../queries";

const SHOWN = 3;

/** What waits for a person: questions of runs, and failed runs that nobody has looked after. */
export function Waiting({ bot: only }: { readonly bot?: string }): ReactNode {
  const { data: open } = useApprovals();
  const approvals = only ? open?.filter(({ bot_id: id }) => id === only) : open;
  const { items: dead, hasMore } = useRuns({ dead: true, ...(only ? { bot: only } : {}) }, SHOWN);
  if (!approvals?.length && !dead?.length) return null;
  return (
    <section className="panel bot-waiting" aria-label="Waiting for you">
      <ul className="rows">
        {approvals?.slice(0, SHOWN).map(({ id, bot_id: bot, run_id: run, bot_name: name, text, asked_at: at }) => (
          <li key={id} className="row">
            <CircleQuestionMark aria-hidden className="bot-mark" data-tone="warning" />
            <Link to="/bots/$bot/runs/$run" params={{ bot, run }} className="row-link">
              <span className="grid min-w-0">
                <span className="truncate" dir="auto">
                  {text}
                </span>
                <span className="row-note" dir="auto">
                  {name ? `${name} waits for an approval` : "Waits for an approval"}
                </span>
              </span>
            </Link>
            <Moment at={at} className="row-moment" />
          </li>
        ))}
        {dead?.map(({ id, bot_id: bot, bot_name: name, error, created_at: at }) => (
          <li key={id} className="row">
            <Mailbox aria-hidden className="bot-mark" data-tone="danger" />
            <Link to="/bots/$bot/runs/$run" params={{ bot, run: id }} className="row-link">
              <span className="grid min-w-0">
                <span className="truncate" dir="auto">
                  {name} failed
                </span>
                <span className="row-note" dir="auto">
                  {error || "It was tried as often as it may, and failed each time."}
                </span>
              </span>
            </Link>
            <Moment at={at} className="row-moment" />
          </li>
        ))}
      </ul>
      {((approvals?.length ?? 0) > SHOWN || hasMore) && (
        <p className="px-4 py-2 text-sm text-muted">There is more: open a bot to see all that waits there.</p>
      )}
    </section>
  );
}
