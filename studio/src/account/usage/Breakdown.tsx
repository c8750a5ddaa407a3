import { useUrlState } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { dollars, MODEL_ROLES } from "../models/words";
import { amountOf, type Measure, shown, whole } from "./measures";
import type { Report, Usage } from "./queries";

type By = "role" | "model" | "session";
const WAYS: readonly { readonly by: By; readonly label: string }[] = [
  { by: "role", label: "By what was asked" },
  { by: "model", label: "By model" },
  { by: "session", label: "By session" },
];

interface BreakdownProps {
  readonly report: Report;
  readonly measure: Measure;
}

/** Where a measure went: to which kind of question, which model, which session. */
export function Breakdown({ report, measure }: BreakdownProps): ReactNode {
  const [chosen, setBy] = useUrlState("by");
  const by = WAYS.find((way) => way.by === chosen)?.by ?? "role";
  const groups = report[`by_${by}`].toSorted((one, other) => amountOf(other, measure) - amountOf(one, measure));
  const most = Math.max(...groups.map((usage) => amountOf(usage, measure)), 0);
  return (
    <section className="account-breakdown" aria-label="Where it went">
      <div className="account-switch">
        {WAYS.map((way) => (
          <button key={way.by} type="button" aria-pressed={way.by === by} onClick={() => setBy(way.by)}>
            {way.label}
          </button>
        ))}
      </div>
      <div className="overflow-x-auto">
        <table className="account-table">
          <thead>
            <tr>
              <th scope="col">{by === "role" ? "Asked for" : by === "model" ? "Model" : "Session"}</th>
              <th scope="col">Calls</th>
              <th scope="col">Tokens</th>
              <th scope="col">Cost</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((usage) => (
              <tr key={usage.group}>
                <th scope="row">
                  <Group by={by} group={usage.group} />
                  <span
                    className="account-share"
                    style={{ width: `${most ? (amountOf(usage, measure) / most) * 100 : 0}%` }}
                    title={shown(amountOf(usage, measure), measure)}
                  />
                </th>
                <td>{whole(usage.calls)}</td>
                <td>{whole(usage.input_tokens + usage.output_tokens)}</td>
                <td>{costOf(usage)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function costOf({ cost, calls, unknown_costs: unknown }: Usage): string {
  return unknown > 0 && unknown === calls ? "not known" : dollars(cost);
}

function Group({ by, group }: { readonly by: By; readonly group: string }): ReactNode {
  if (by === "role") return MODEL_ROLES[group as keyof typeof MODEL_ROLES]?.label ?? group;
  if (by === "model") return group;
  if (!group) return "Outside of sessions";
  return (
    <Link className="link" to="/sessions/$session/{-$tab}" params={{ session: group, tab: undefined }}>
      Session {group.slice(0, 8)}
    </Link>
  );
}
