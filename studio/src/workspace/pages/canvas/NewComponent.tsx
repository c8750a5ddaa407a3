import { type ReactNode, useState } from "react";
import { FormDialog } from "../../../shell/FormDialog";
import { type ComponentKind, componentTitle, kindWords, newComponent, whyNot } from "../../../spec/components";
import { type Drop, inserted } from "../../../spec/layout/changes";
import { shownIn, slot } from "../../../spec/layout/nodes";
import type { AppSpec, Edit, Page } from "../../../spec/types";
import { OneOf } from "../../editing/OneOf";
import { Refusal } from "../../editing/Refusal";
import { useDesigner } from "../designer";

export interface NewComponentProps {
  readonly kind: ComponentKind;
  readonly drop: Drop;
  readonly onClose: () => void;
}

/** Asks what a new component shows, and puts it where it was dropped. */
export function NewComponent({ kind, drop, onClose }: NewComponentProps): ReactNode {
  const { spec, page, layout, lay, reasons } = useDesigner();
  const words = kindWords(kind);
  const [entity, setEntity] = useState<string | null>(() => usualEntity(spec, page));
  const [report, setReport] = useState<string | null>(spec.reports[0]?.name ?? null);
  const [wish, setWish] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  const isChart = kind === "chart";
  const add = async () => {
    const draft = { kind, entity: words.needsEntity ? entity : null, report: isChart ? report : null, wish };
    const problem = whyNot(spec, draft);
    setWhy(problem);
    if (problem || isBusy) return;
    setBusy(true);
    const component = newComponent(spec, draft);
    const edits: Edit[] = [{ op: "add", kind: "component", element: component } as Edit];
    const next = inserted(layout, drop, slot(component.name), componentTitle(component.name));
    const done = await lay(next.tree, next.path, edits);
    setBusy(false);
    if (done) onClose();
  };
  const hasNoReport = isChart && spec.reports.length === 0;
  return (
    <FormDialog
      title={`Add ${words.label.toLowerCase()}`}
      description={`${words.says}.`}
      verb={`Add ${words.label.toLowerCase()}`}
      isBusy={isBusy}
      isReady={!hasNoReport}
      onSubmit={() => void add()}
      onClose={onClose}
    >
      {words.needsEntity && (
        <OneOf
          label={`${words.label} of what?`}
          value={entity ?? ""}
          onChange={setEntity}
          options={spec.entities.map(({ name, display_name }) => ({ value: name, label: display_name }))}
        />
      )}
      {isChart &&
        (hasNoReport ? (
          <p>A chart draws a report, and there is none yet. Add one in the tab Reports first.</p>
        ) : (
          <OneOf
            label="Which report?"
            value={report ?? ""}
            onChange={setReport}
            options={spec.reports.map(({ name, title }) => ({ value: name, label: title }))}
          />
        ))}
      {kind === "custom" && (
        <label className="edit-labelled">
          <span className="edit-label">What should it show?</span>
          <textarea
            className="input"
            rows={3}
            maxLength={2000}
            dir="auto"
            value={wish}
            onChange={(event) => setWish(event.target.value)}
          />
        </label>
      )}
      {why && (
        <p role="alert" className="text-sm text-danger-ink">
          {why}
        </p>
      )}
      <Refusal reasons={reasons} />
    </FormDialog>
  );
}

/** What the page is about: what most of its components show. */
function usualEntity(spec: AppSpec, page: Page): string | null {
  const names = new Set([...page.components, ...(page.layout ? shownIn(page.layout) : [])]);
  const counts = new Map<string, number>();
  for (const { name, entity } of spec.components) {
    if (entity && names.has(name)) counts.set(entity, (counts.get(entity) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, one], [, other]) => other - one);
  return most?.[0] ?? spec.entities[0]?.name ?? null;
}
