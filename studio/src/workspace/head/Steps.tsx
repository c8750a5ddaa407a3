import { Link, useParams } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import type { TabName } from "../tab-names";
import { type StepName, stepOf } from "../tabs";

interface StepDefinition {
  readonly name: StepName;
  readonly label: string;
  /** The tab it leads to; none for the conversation. */
  readonly tab: TabName | undefined;
}

const STEPS: readonly StepDefinition[] = [
  { name: "chat", label: "Chat", tab: undefined },
  { name: "spec", label: "Spec", tab: "data" },
  { name: "code", label: "Code", tab: "code" },
  { name: "review", label: "Review", tab: "review" },
];

/** A link to a part is not the link to what lies below it. */
const EXACTLY = { exact: true, includeSearch: false } as const;

/** The way from words to a running module. Each step can be gone to, and back from, at any time. */
export function Steps({ session }: { readonly session: string }): ReactNode {
  const { tab } = useParams({ from: "/sessions/$session/{-$tab}" });
  const present = stepOf(tab);
  return (
    <nav className="workspace-steps" aria-label="Steps">
      <ol>
        {STEPS.map(({ name, label, tab: leadsTo }, place) => (
          <Fragment key={name}>
            {place > 0 && (
              <li aria-hidden className="workspace-steps-between">
                <ChevronRight className="size-3.5" />
              </li>
            )}
            <li>
              <Link
                to="/sessions/$session/{-$tab}"
                params={{ session, tab: leadsTo }}
                className="workspace-step"
                aria-current={name === present ? "step" : undefined}
                activeOptions={EXACTLY}
              >
                {label}
              </Link>
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
