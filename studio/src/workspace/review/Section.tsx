import { Check, CircleAlert, CircleDashed, type LucideIcon, TriangleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";

export type Standing = "fine" | "open" | "look" | "wrong";

const SIGNS: Readonly<Record<Standing, { readonly Sign: LucideIcon; readonly word: string }>> = {
  fine: { Sign: Check, word: "In order" },
  open: { Sign: CircleDashed, word: "Open" },
  look: { Sign: TriangleAlert, word: "Worth a look" },
  wrong: { Sign: CircleAlert, word: "Has to be settled first" },
};

interface SectionProps {
  readonly title: string;
  readonly standing: Standing;
  /** What stands beside the title, such as a button. */
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

/** One question of the review, with a sign and a word for how it stands. */
export function Section({ title, standing, action, children }: SectionProps): ReactNode {
  const id = useId();
  const { Sign, word } = SIGNS[standing];
  return (
    <section className="review-section" aria-labelledby={id}>
      <header className="review-title">
        <span className="review-sign" data-standing={standing} title={word}>
          <Sign aria-hidden />
          <span className="sr-only">{word}:</span>
        </span>
        <h3 id={id}>{title}</h3>
        {action && <div className="ml-auto">{action}</div>}
      </header>
      {children && <div className="review-body">{children}</div>}
    </section>
  );
}
