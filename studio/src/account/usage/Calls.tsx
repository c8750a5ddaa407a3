import { Badge, useChangeParams, useUrlParams } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Moment } from "../../shell/Moment";
import { PagedRows } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { dollars, MODEL_ROLES } from "../models/words";
import { whole } from "./measures";
import { type Call, useCalls } from "./queries";

const OUTCOMES: Readonly<Record<Call["outcome"], { readonly label: string; readonly isGood: boolean }>> = {
  ok: { label: "Answered", isGood: true },
  remembered: { label: "From memory", isGood: true },
  rate_limited: { label: "Too many at once", isGood: false },
  refused: { label: "Refused", isGood: false },
  timed_out: { label: "Took too long", isGood: false },
  unreachable: { label: "Not reached", isGood: false },
  failed: { label: "Failed", isGood: false },
  unreadable: { label: "Not readable", isGood: false },
  cancelled: { label: "Cancelled", isGood: false },
};

/** Each call of a model, the newest first. What was said is not kept. */
export function Calls(): ReactNode {
  const { role, outcome } = useUrlParams();
  const change = useChangeParams();
  const filter = {
    ...(role && role in MODEL_ROLES ? { role: role as Call["role"] } : {}),
    ...(outcome && outcome in OUTCOMES ? { outcome: outcome as Call["outcome"] } : {}),
  };
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Panel
      title="Single calls"
      lead="What was said is not kept, only what it took."
      actions={
        <div className="flex flex-wrap gap-2">
          <select
            className="input account-choice"
            aria-label="Asked for"
            value={filter.role ?? ""}
            onChange={({ target }) => change({ role: target.value || null })}
          >
            <option value="">Everything asked</option>
            {Object.entries(MODEL_ROLES).map(([name, { label }]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
          <select
            className="input account-choice"
            aria-label="Outcome"
            value={filter.outcome ?? ""}
            onChange={({ target }) => change({ outcome: target.value || null })}
          >
            <option value="">Any outcome</option>
            {Object.entries(OUTCOMES).map(([name, { label }]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </div>
      }
    >
      <PagedRows
        list={useCalls(filter)}
        label="Single calls"
        empty={
          <p className="panel-empty">
            {isFiltered ? "No call is like this." : "No model was asked yet."}{" "}
            {isFiltered && (
              <button type="button" className="link" onClick={() => change({ role: null, outcome: null })}>
                Show all calls
              </button>
            )}
          </p>
        }
      >
        {(call) => <CallRow key={call.id} call={call} />}
      </PagedRows>
    </Panel>
  );
}

function CallRow({ call }: { readonly call: Call }): ReactNode {
  const outcome = OUTCOMES[call.outcome];
  return (
    <li className="row account-row">
      <div className="row-link">
        <div className="grid min-w-0">
          <span className="truncate">{call.model}</span>
          <span className="row-note whitespace-normal">
            {MODEL_ROLES[call.role].label} · {whole(call.input_tokens)} in, {whole(call.output_tokens)} out ·{" "}
            {call.latency_seconds.toFixed(1)} s
            {call.session_id && (
              <>
                {" · "}
                <Link
                  className="link"
                  to="/sessions/$session/{-$tab}"
                  params={{ session: call.session_id, tab: undefined }}
                >
                  Session
                </Link>
              </>
            )}
          </span>
          {!outcome.isGood && call.detail && <span className="row-note whitespace-normal">{call.detail}</span>}
        </div>
      </div>
      {!outcome.isGood && <Badge tone="warning">{outcome.label}</Badge>}
      {call.outcome === "remembered" && <Badge>{outcome.label}</Badge>}
      <span className="tabular-nums">{dollars(call.cost)}</span>
      <Moment at={call.started_at} className="row-moment" />
    </li>
  );
}
