import { type ReactNode, useState } from "react";
import type { AnyEntity } from "../../definition/entity";
import type { FieldDefinition, FilterBy, FilterOp } from "../../definition/field";
import { startOfDay } from "../../format/format";
import { useFormat } from "../../format/use-format";
import { useEntity } from "../../shell/app-context";
import { Button } from "../../ui/Button";
import { DateInput } from "../../ui/DateInput";
import { Input } from "../../ui/Input";
import { addDays } from "../../ui/MonthGrid";
import { NumberInput } from "../../ui/NumberInput";
import { matching, type Option, OptionList } from "../../ui/OptionList";
import type { ListState } from "../list-state";
import { useRowOptions } from "../related-options";

export interface FilterValueEditorProps {
  readonly entity: AnyEntity;
  readonly name: string;
  readonly field: FieldDefinition;
  readonly state: ListState;
  readonly onDone: () => void;
}

/** Chooses what a field is filtered by, in the way its kind asks for. */
export function FilterValueEditor(props: FilterValueEditorProps): ReactNode {
  switch (props.field.kind) {
    case "state":
    case "enum":
    case "multi_enum":
      return <OptionsEditor {...props} options={props.field.options ?? []} />;
    case "boolean":
      return <OptionsEditor {...props} options={YES_NO} single />;
    case "belongs_to":
    case "many_to_many":
      return <RowsEditor {...props} />;
    case "date":
    case "datetime":
      return <TimeEditor {...props} />;
    case "integer":
    case "decimal":
    case "money":
      return <NumberEditor {...props} />;
    default:
      return <TextEditor {...props} />;
  }
}

const YES_NO: readonly Option[] = [
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
];

function chosenValues(state: ListState, name: string): readonly string[] {
  return state.filters
    .filter(({ field, op }) => field === name && (op === "eq" || op === "in" || op === "has_any"))
    .flatMap(({ value }) => String(value ?? "").split(","))
    .filter(Boolean);
}

interface OptionsEditorProps extends FilterValueEditorProps {
  readonly options: readonly Option[];
  readonly single?: boolean;
  readonly query?: string;
  readonly onQuery?: (query: string) => void;
  readonly loading?: boolean;
}

function OptionsEditor(props: OptionsEditorProps): ReactNode {
  const { name, field, state, onDone, options, single = false, onQuery, loading = false } = props;
  const [own, setOwn] = useState("");
  const query = props.query ?? own;
  const selected = chosenValues(state, name);
  const many: FilterOp = field.kind === "multi_enum" || field.kind === "many_to_many" ? "has_any" : "in";
  const pick = (value: string) => {
    const next = selected.includes(value)
      ? selected.filter((each) => each !== value)
      : single
        ? [value]
        : [...selected, value];
    state.replaceField(
      name,
      next.length === 0
        ? null
        : { field: name, op: next.length === 1 && many === "in" ? "eq" : many, value: next.join(",") },
    );
    if (single) onDone();
  };
  return (
    <OptionList
      label={field.label}
      options={onQuery ? options : matching(options, query)}
      selected={selected}
      plain={!onQuery && options.length <= 8}
      loading={loading}
      query={query}
      onQuery={onQuery ?? setOwn}
      onPick={({ value }) => pick(value)}
    />
  );
}

function RowsEditor(props: FilterValueEditorProps): ReactNode {
  const target = useEntity(props.field.entity);
  const [query, setQuery] = useState("");
  const { options, loading } = useRowOptions(target, query, true);
  return <OptionsEditor {...props} options={options} loading={loading} query={query} onQuery={setQuery} />;
}

function TimeEditor({ name, field, state, onDone }: FilterValueEditorProps): ReactNode {
  const { timeZone } = useFormat();
  const edge = (op: "gte" | "lt"): string | null => {
    const found = state.filters.find((filter) => filter.field === name && filter.op === op)?.value;
    return typeof found === "string" ? found.slice(0, 10) : null;
  };
  const stored = (day: string) => (field.kind === "datetime" ? startOfDay(day, timeZone) : day);
  const preset = (op: FilterOp) => {
    state.replaceField(name, { field: name, op, value: "true" });
    onDone();
  };
  return (
    <div className="flex w-64 flex-col p-1">
      {PRESETS.map(([op, label]) => (
        <button key={op} type="button" className="menu-item" onClick={() => preset(op)}>
          {label}
        </button>
      ))}
      <div className="menu-separator" />
      <div className="flex flex-col gap-2 p-1.5 text-sm text-muted">
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the date input inside is the control */}
        <label>
          From
          <DateInput value={edge("gte")} onValue={(day) => state.setFilter(name, "gte", day && stored(day))} />
        </label>
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the date input inside is the control */}
        <label>
          Before
          <DateInput value={edge("lt")} onValue={(day) => state.setFilter(name, "lt", day && stored(day))} />
        </label>
        <Button
          size="small"
          onClick={() => state.setFilter(name, "gte", stored(addDays(new Date().toISOString().slice(0, 10), -30)))}
        >
          Last 30 days
        </Button>
      </div>
    </div>
  );
}

const PRESETS: readonly (readonly [FilterOp, string])[] = [
  ["today", "Today"],
  ["this_week", "This week"],
  ["this_month", "This month"],
  ["upcoming", "Upcoming"],
  ["past", "Past"],
];

function NumberEditor({ name, state, onDone }: FilterValueEditorProps): ReactNode {
  const bound = (op: "gte" | "lte"): number | null => {
    const found = state.filters.find((filter: FilterBy) => filter.field === name && filter.op === op)?.value;
    return found === undefined || found === "" ? null : Number(found);
  };
  const [from, setFrom] = useState(bound("gte"));
  const [to, setTo] = useState(bound("lte"));
  return (
    <form
      className="flex w-56 flex-col gap-2 p-2.5 text-sm text-muted"
      onSubmit={(event) => {
        event.preventDefault();
        state.replaceField(
          name,
          from === null ? null : { field: name, op: "gte", value: String(from) },
          to === null ? null : { field: name, op: "lte", value: String(to) },
        );
        onDone();
      }}
    >
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the number input inside is the control */}
      <label>
        At least
        <NumberInput value={from} onValue={setFrom} autoFocus />
      </label>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the number input inside is the control */}
      <label>
        At most
        <NumberInput value={to} onValue={setTo} />
      </label>
      <Button type="submit" variant="primary" size="small">
        Apply
      </Button>
    </form>
  );
}

function TextEditor({ name, field, state, onDone }: FilterValueEditorProps): ReactNode {
  const before = state.filters.find((filter) => filter.field === name && filter.op === "contains")?.value;
  const [text, setText] = useState(typeof before === "string" ? before : "");
  return (
    <form
      className="flex w-64 gap-2 p-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        state.setFilter(name, "contains", text.trim() || null);
        onDone();
      }}
    >
      <Input
        aria-label={`${field.label} contains`}
        placeholder="contains…"
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoFocus
      />
      <Button type="submit" variant="primary">
        Apply
      </Button>
    </form>
  );
}
