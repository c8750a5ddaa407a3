import { Button, Menu, MenuItem, MenuSeparator } from "@sayso/app-kit";
import { memo, type ReactNode } from "react";
import { type Flip, flipOf, plainly } from "../../spec/flips";
import type { AppSpec } from "../../spec/types";
import { useEdit } from "../state/use-steps";
import { useTalking } from "./talking";

type Assumption = AppSpec["assumptions"][number];

interface AssumptionsProps {
  /** Those of a model say that they are its own words. */
  readonly texts: readonly string[];
}

/** What was taken for granted; each can be changed as long as it holds. */
export const Assumptions = memo(function Assumptions({ texts }: AssumptionsProps): ReactNode {
  const { spec } = useTalking();
  if (texts.length === 0) return null;
  return (
    <section className="talk-assumptions" aria-label="Assumptions">
      <p className="text-sm font-medium text-muted">I took for granted</p>
      <ul>
        {texts.map((text) => (
          <AssumptionLine key={text} text={text} assumption={spec.assumptions.find((one) => one.text === text)} />
        ))}
      </ul>
    </section>
  );
});

interface AssumptionLineProps {
  readonly text: string;
  /** What the spec says of it; none once it was decided otherwise. */
  readonly assumption: Assumption | undefined;
}

function AssumptionLine({ text, assumption }: AssumptionLineProps): ReactNode {
  const { mayTalk } = useTalking();
  return (
    <li className="talk-assumption">
      <span className={assumption ? undefined : "text-faint line-through"}>
        {text}
        {!assumption && <span className="sr-only"> (does not hold any more)</span>}
      </span>
      {assumption && mayTalk && <ChangeAssumption assumption={assumption} />}
    </li>
  );
}

function ChangeAssumption({ assumption }: { readonly assumption: Assumption }): ReactNode {
  const { spec, send, begin } = useTalking();
  const edit = useEdit();
  const take = (flip: Flip) => {
    if (flip.kind === "edits") edit.mutate({ edits: flip.edits, reason: flip.reason });
    else if (flip.kind === "words") send({ text: flip.text, about: flip.about });
    else begin(flip.text);
  };
  return (
    <Menu
      trigger={
        <Button size="small" variant="ghost" busy={edit.isPending} aria-label={`Change: ${assumption.text}`}>
          Change
        </Button>
      }
    >
      {assumption.alternatives.map((alternative) => (
        <MenuItem key={alternative} onSelect={() => take(flipOf(spec, assumption, alternative))}>
          {alternative}
        </MenuItem>
      ))}
      {assumption.alternatives.length > 0 && <MenuSeparator />}
      <MenuItem onSelect={() => begin(`Instead of “${plainly(assumption.text)}”: `)}>In my own words</MenuItem>
    </Menu>
  );
}
