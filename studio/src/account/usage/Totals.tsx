import type { ReactNode } from "react";
import { dollars } from "../models/words";
import { whole } from "./measures";
import type { Usage } from "./queries";

const unpriced = (count: number) =>
  count === 0 ? "" : `and ${whole(count)} ${count === 1 ? "call" : "calls"} whose price is not known`;

/** The whole of a period in a few figures. */
export function Totals({ total }: { readonly total: Usage }): ReactNode {
  const facts = [
    {
      label: "Cost",
      value: dollars(total.cost),
      note: unpriced(total.unknown_costs),
    },
    {
      label: "Tokens",
      value: whole(total.input_tokens + total.output_tokens),
      note: `${whole(total.input_tokens)} in, ${whole(total.output_tokens)} out`,
    },
    {
      label: "Calls",
      value: whole(total.calls),
      note: total.remembered > 0 ? `${whole(total.remembered)} more answered from memory` : "",
    },
  ];
  return (
    <dl className="account-totals">
      {facts.map(({ label, value, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value}
            {note && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
