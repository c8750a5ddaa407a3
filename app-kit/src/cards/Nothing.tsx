import { Inbox } from "lucide-react";
import type { ReactNode } from "react";
import type { Card } from "./card";

/** Said where a card has nothing to show. */
export function Nothing({ card }: { readonly card: Card }): ReactNode {
  return (
    <div className="card-calm">
      <Inbox aria-hidden />
      <p dir="auto">{card.empty || "Nothing to show at the moment."}</p>
    </div>
  );
}
