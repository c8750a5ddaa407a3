import { type ReactNode, useState } from "react";

export interface PanesProps {
  readonly structure: ReactNode;
  readonly canvas: ReactNode;
  readonly properties: ReactNode;
  /** What is chosen, in a word; choosing shows it where one pane is seen at a time. */
  readonly chosen: string;
}

const NAMES = [
  { pane: "structure", label: "Pages" },
  { pane: "canvas", label: "Layout" },
  { pane: "properties", label: "Properties" },
] as const;

/** Structure, canvas and properties side by side; one at a time where there is no room. */
export function Panes({ structure, canvas, properties, chosen }: PanesProps): ReactNode {
  const [shown, setShown] = useState<(typeof NAMES)[number]["pane"]>("canvas");
  return (
    <div className="pages-frame">
      <div className="pages" data-shown={shown}>
        <fieldset className="pages-switch">
          <legend className="sr-only">What is shown</legend>
          {NAMES.map(({ pane, label }) => (
            <button key={pane} type="button" aria-pressed={shown === pane} onClick={() => setShown(pane)}>
              {label}
            </button>
          ))}
        </fieldset>
        <section className="pages-pane" data-pane="structure" aria-label="Pages and their parts">
          {structure}
        </section>
        <section className="pages-pane" data-pane="canvas" aria-label="Layout">
          {canvas}
        </section>
        <section className="pages-pane" data-pane="properties" aria-label={`Properties of ${chosen}`}>
          {properties}
        </section>
      </div>
    </div>
  );
}
