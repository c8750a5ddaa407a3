import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Prospect } from "./queries";
import { Section } from "./Section";

interface WidensProps {
  readonly prospect: Prospect;
  readonly slug: string | null;
}

/** Whom publishing lets reach further, and whether somebody else has to approve that. */
export function Widens({ prospect, slug }: WidensProps): ReactNode {
  if (prospect.widens.length === 0) return null;
  return (
    <Section title="It lets somebody do more than now" standing="look">
      <ul className="history-sentences">
        {prospect.widens.map((sentence) => (
          <li key={sentence} dir="auto">
            {sentence}
          </li>
        ))}
      </ul>
      {prospect.needs_approval && (
        <p className="mt-2 text-muted">
          Somebody who holds the widest role, or an administrator, has to approve this. Publishing asks them; publish
          again once they have.{" "}
          {slug && (
            <Link to="/modules/$slug/{-$tab}" params={{ slug, tab: "builders" }} className="link">
              What waits to be approved
            </Link>
          )}
        </p>
      )}
    </Section>
  );
}
