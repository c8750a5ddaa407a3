import { Icon } from "@sayso/app-kit";
import { memo, type ReactNode, useDeferredValue } from "react";
import { entityLabel, flowOf } from "../../../spec/lookup";
import { isGroupable, memberLabel, membersIn } from "../../../spec/members";
import { sampleOf } from "../../../spec/reports/sample";
import type { AppSpec, Component } from "../../../spec/types";
import { SampleChart } from "../../reports/SampleChart";

/** A small picture of what a component will show, with its own words and no data. */
export const Sketch = memo(function Sketch({ spec, component }: SketchProps): ReactNode {
  // pictures come after what can be used
  const drawn = useDeferredValue<Component | null>(component, null);
  const Drawn = drawn && SKETCHES[drawn.type];
  return (
    <div className="pages-sketch" aria-hidden>
      {Drawn && drawn ? <Drawn spec={spec} component={drawn} /> : <Lines count={3} />}
    </div>
  );
});

interface SketchProps {
  readonly spec: AppSpec;
  readonly component: Component;
}

const SKETCHES: Partial<Record<Component["type"], (props: SketchProps) => ReactNode>> = {
  table: Table,
  list: List,
  form: Form,
  detail: Detail,
  cards: Cards,
  kanban: Board,
  calendar: Calendar,
  chart: Chart,
  stats: Figures,
  filters: Filters,
  custom: Custom,
  dashboard: Parts,
  widget: Parts,
};

const named = (component: Component, key: string): readonly string[] => {
  const value = component.props?.[key];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
};
const one = (component: Component, key: string): string | null => {
  const value = component.props?.[key];
  return typeof value === "string" ? value : null;
};

/** Labels of the members that a prop names, else of the first ones. */
function labelsOf(spec: AppSpec, component: Component, key: string, most: number): readonly string[] {
  const entity = component.entity ?? "";
  const names = named(component, key);
  const shown =
    names.length > 0
      ? names
      : membersIn(spec, entity)
          .filter(isGroupable)
          .map(({ name }) => name);
  return shown.slice(0, most).map((name) => memberLabel(spec, entity, name));
}

function Bar({ width, strong = false }: { readonly width: number; readonly strong?: boolean }): ReactNode {
  return <span className="pages-bar" data-strong={strong || undefined} style={{ width: `${width}%` }} />;
}

function Lines({ count }: { readonly count: number }): ReactNode {
  return [78, 92, 64, 84, 71].slice(0, count).map((width) => <Bar key={width} width={width} />);
}

function Table({ spec, component }: SketchProps): ReactNode {
  const labels = labelsOf(spec, component, "columns", 6);
  return (
    <div
      className="pages-sketch-table"
      style={{ gridTemplateColumns: `repeat(${labels.length || 1}, minmax(0, 1fr))` }}
    >
      {labels.map((label) => (
        <span key={label} className="pages-word">
          {label}
        </span>
      ))}
      {[0, 1, 2].flatMap((row) =>
        labels.map((label, at) => (
          <Bar key={`${label}-${row}`} width={[70, 52, 60, 44, 66, 50][(at + row) % 6] ?? 60} />
        )),
      )}
    </div>
  );
}

function List(): ReactNode {
  return [0, 1, 2].map((row) => (
    <div key={row} className="pages-sketch-line">
      <span className="pages-dot" />
      <Bar width={[46, 58, 40][row] ?? 50} strong />
      <Bar width={22} />
    </div>
  ));
}

function Form({ spec, component }: SketchProps): ReactNode {
  const submit = one(component, "submit_label") ?? "Save";
  return (
    <>
      {labelsOf(spec, component, "fields", 4).map((label) => (
        <div key={label}>
          <span className="pages-word">{label}</span>
          <span className="pages-input" />
        </div>
      ))}
      <span className="pages-button">{submit}</span>
    </>
  );
}

function Detail({ spec, component }: SketchProps): ReactNode {
  return labelsOf(spec, component, "fields", 4).map((label, at) => (
    <div key={label} className="pages-sketch-pair">
      <span className="pages-word">{label}</span>
      <Bar width={[60, 45, 70, 50][at] ?? 50} />
    </div>
  ));
}

function Cards(): ReactNode {
  return (
    <div className="pages-sketch-cards">
      {[0, 1, 2].map((card) => (
        <div key={card}>
          <Bar width={70} strong />
          <Bar width={50} />
        </div>
      ))}
    </div>
  );
}

function Board({ spec, component }: SketchProps): ReactNode {
  const entity = component.entity ?? "";
  const by = one(component, "group_by");
  const member = membersIn(spec, entity).find(({ name }) => name === by);
  const states = by && flowOf(spec, entity)?.field === by ? flowOf(spec, entity)?.states : member?.options;
  const columns = states && states.length > 0 ? states.map(({ label }) => label) : fallback(spec, member?.entity);
  return (
    <div className="pages-sketch-board">
      {columns.slice(0, 4).map((label, at) => (
        <div key={label}>
          <span className="pages-word">{label}</span>
          {[0, 1, 2].slice(at % 3).map((card) => (
            <span key={card} className="pages-card" />
          ))}
        </div>
      ))}
    </div>
  );
}

function fallback(spec: AppSpec, entity: string | undefined): readonly string[] {
  const label = entity ? entityLabel(spec, entity) : "Column";
  return [`${label} A`, `${label} B`, `${label} C`];
}

const DAYS = Array.from({ length: 21 }, (_, day) => day);

function Calendar({ component }: SketchProps): ReactNode {
  const weeks = component.variant === "month" || !component.variant ? 3 : 1;
  if (component.variant === "agenda") return <List />;
  return (
    <div className="pages-sketch-days">
      {["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].map((day) => (
        <span key={day} className="pages-word">
          {day}
        </span>
      ))}
      {DAYS.slice(0, weeks * 7).map((day) => (
        <span
          key={day}
          className="pages-day"
          data-busy={day % 5 === 1 || undefined}
          data-tall={weeks === 1 || undefined}
        />
      ))}
    </div>
  );
}

function Chart({ spec, component }: SketchProps): ReactNode {
  const report = spec.reports.find(({ name }) => name === component.props?.report);
  const kind = (component.variant ?? report?.chart ?? "bar") as NonNullable<typeof report>["chart"];
  if (!report) return <Lines count={3} />;
  return <SampleChart sample={sampleOf(spec, report)} kind={kind} height={96} />;
}

function Figures({ component }: SketchProps): ReactNode {
  const stats = Array.isArray(component.props?.stats) ? component.props.stats : [];
  const labels = stats.map((stat) => String((stat as { label?: unknown } | null)?.label ?? ""));
  return (
    <div className="pages-sketch-figures">
      {labels.map((label, at) => (
        <div key={label}>
          <span className="pages-word">{label}</span>
          <b>{["24", "138", "1.8 k", "7"][at % 4]}</b>
        </div>
      ))}
    </div>
  );
}

function Filters({ spec, component }: SketchProps): ReactNode {
  return (
    <div className="pages-sketch-chips">
      {labelsOf(spec, component, "fields", 5).map((label) => (
        <span key={label}>{label}</span>
      ))}
    </div>
  );
}

function Custom({ component }: SketchProps): ReactNode {
  const wish = one(component, "wish") || component.description;
  return (
    <div className="pages-sketch-wish">
      <Icon name="wand-sparkles" />
      <span>{wish || "Its code is written from its description."}</span>
    </div>
  );
}

function Parts({ component }: SketchProps): ReactNode {
  return (
    <div className="pages-sketch-chips">
      {named(component, "components").map((name) => (
        <span key={name}>{name}</span>
      ))}
    </div>
  );
}
