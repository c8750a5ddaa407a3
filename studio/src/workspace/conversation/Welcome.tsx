import type { ReactNode } from "react";
import { useTalking } from "./talking";

const EXAMPLES: readonly (readonly [string, string])[] = [
  [
    "A hair salon",
    "A hair salon with stylists, services and appointments. Appointments are booked, confirmed, done or cancelled, and no stylist has two at the same time.",
  ],
  [
    "A lending library",
    "A library with books, members and loans. A member may borrow three books at most, each for four weeks.",
  ],
  [
    "Requests and approvals",
    "Employees have a name. Employees hand in expenses with an amount, a date and a receipt. Managers approve or reject expenses.",
  ],
  [
    "Clients and deals",
    "A CRM with clients, contacts and deals. Deals go from lead to won or lost. Show the value of open deals per month.",
  ],
];

/** Said where nothing was said yet. */
export function Welcome({ name }: { readonly name: string }): ReactNode {
  const { begin, mayTalk } = useTalking();
  return (
    <div className="talk-welcome">
      <h2 className="text-xl font-semibold">What should {name === "New application" ? "it" : name} do?</h2>
      <p className="text-muted">
        Say it as you would to a colleague: what is kept, who works with it, and what must not happen. You can change
        everything later, by words or by hand.
      </p>
      {mayTalk && (
        <ul className="grid gap-2">
          {EXAMPLES.map(([label, text]) => (
            <li key={label}>
              <button type="button" className="talk-example" onClick={() => begin(text)}>
                <span className="font-medium">{label}</span>
                <span className="text-sm text-muted">{text}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
