import type { ReactNode } from "react";
import { bytesText, durationText } from "../../programs/figures";
import { RequestWords } from "../../programs/RequestWords";
import { Panel } from "../../shell/Panel";
import type { Request } from "../types";

/** What answers a bot about itself: its state, steps and questions, which are shown as such. */
const ITSELF = "bot.sayso";

/** What a run asked outside, and what was refused to it. */
export function RequestList({ requests: all }: { readonly requests: readonly Request[] }): ReactNode {
  const requests = all.filter(({ host }) => host !== ITSELF);
  if (requests.length === 0) return null;
  return (
    <Panel title="Requests" lead="Without what follows the path.">
      <ul className="bot-lines">
        {requests.map(({ at, bytes_in: bytes, seconds, ...request }) => (
          <li key={`${at} ${request.method} ${request.host}${request.path}`}>
            <RequestWords {...request}>
              {request.refusal || `${bytesText(bytes)} in ${durationText(seconds)}`}
            </RequestWords>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
