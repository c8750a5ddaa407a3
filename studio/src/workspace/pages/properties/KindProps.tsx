import type { ReactNode } from "react";
import type { ComponentKind, Props } from "../../../spec/components";
import type { FilterBy } from "../../../spec/filters";
import { isDated, isFixed, isNumeric, listsOf, type Member, membersIn } from "../../../spec/members";
import { sentence } from "../../../spec/names";
import type { Component, Edit, Json } from "../../../spec/types";
import { ChoiceEdit } from "../../editing/ChoiceEdit";
import { Labelled } from "../../editing/Labelled";
import { TextEdit } from "../../editing/TextEdit";
import { useDesigner } from "../designer";
import { FilterList } from "../filters/FilterList";
import { NameList } from "./NameList";
import { SortEdit } from "./SortEdit";
import { type Stat, StatList } from "./StatList";

type Editor =
  | {
      readonly type: "name";
      readonly key: string;
      readonly label: string;
      readonly fits: (member: Member) => boolean;
      readonly needed?: boolean;
    }
  | {
      readonly type: "names";
      readonly key: string;
      readonly label: string;
      readonly of: "values" | "typed" | "lists" | "all";
      readonly help: string;
    }
  | { readonly type: "text" | "lines" | "number"; readonly key: string; readonly label: string }
  | { readonly type: "filters" | "sort" | "stats" | "report" | "components" };

const any = () => true;
const COLUMNS: Editor = {
  type: "names",
  key: "columns",
  label: "Columns",
  of: "all",
  help: "A sensible choice where none is chosen.",
};
const ROWS: readonly Editor[] = [
  COLUMNS,
  { type: "sort" },
  { type: "filters" },
  { type: "number", key: "page_size", label: "Rows on a page" },
];

/** What can be said of each kind; the keys are those of component_props.py. */
const EDITORS: Readonly<Record<ComponentKind, readonly Editor[]>> = {
  table: ROWS,
  list: ROWS,
  form: [
    { type: "names", key: "fields", label: "Fields", of: "typed", help: "All of them where none is chosen." },
    { type: "text", key: "submit_label", label: "Button" },
  ],
  detail: [
    { type: "names", key: "fields", label: "Fields", of: "all", help: "All of them where none is chosen." },
    { type: "names", key: "related", label: "Lists below", of: "lists", help: "What belongs to the record." },
  ],
  cards: [
    { type: "name", key: "title", label: "Title", fits: any },
    { type: "name", key: "subtitle", label: "Subtitle", fits: any },
    { type: "name", key: "image", label: "Picture", fits: ({ kind }) => kind === "image" },
    { type: "names", key: "fields", label: "Fields", of: "values", help: "" },
    { type: "filters" },
  ],
  kanban: [
    { type: "name", key: "group_by", label: "Columns by", fits: isFixed, needed: true },
    { type: "name", key: "title", label: "Title", fits: any },
    { type: "names", key: "fields", label: "Fields", of: "values", help: "" },
    { type: "name", key: "sum", label: "Sum per column", fits: isNumeric },
  ],
  calendar: [
    { type: "name", key: "start", label: "Begins", fits: isDated, needed: true },
    { type: "name", key: "end", label: "Ends", fits: isDated },
    { type: "name", key: "title", label: "Title", fits: any },
    {
      type: "name",
      key: "color_by",
      label: "Colour by",
      fits: ({ kind }) => ["enum", "state", "relation"].includes(kind),
    },
  ],
  chart: [{ type: "report" }],
  stats: [{ type: "stats" }],
  filters: [{ type: "names", key: "fields", label: "Filters for", of: "all", help: "" }],
  custom: [{ type: "lines", key: "wish", label: "What it shows" }],
  dashboard: [{ type: "components" }],
  widget: [{ type: "components" }],
};

export interface KindPropsProps {
  readonly component: Component;
  readonly set: (props: Props) => Edit[];
}

/** The properties that components of one kind have. */
export function KindProps({ component, set }: KindPropsProps): ReactNode {
  return EDITORS[component.type].map((editor) => (
    <PropEdit key={"key" in editor ? editor.key : editor.type} editor={editor} component={component} set={set} />
  ));
}

function PropEdit({ editor, component, set }: KindPropsProps & { readonly editor: Editor }): ReactNode {
  const { spec } = useDesigner();
  const props = component.props ?? {};
  const entity = component.entity ?? "";
  const put = (key: string, value: Json): Edit[] => set(withProp(props, key, value));
  switch (editor.type) {
    case "name":
      return <NameEdit editor={editor} entity={entity} value={textIn(props, editor.key)} put={put} />;
    case "names": {
      const values = membersIn(spec, entity).map(({ name, label }) => ({ value: name, label }));
      const typed = membersIn(spec, entity).filter(({ isComputed }) => !isComputed);
      const lists = listsOf(spec, entity).map(({ name }) => ({ value: name, label: sentence(name) }));
      const options = {
        values,
        typed: [...typed.map(({ name, label }) => ({ value: name, label })), ...lists],
        lists,
        all: [...values, ...lists],
      }[editor.of];
      return (
        <NameList
          label={editor.label}
          help={editor.help}
          options={options}
          values={namesIn(props, editor.key)}
          edits={(names) => put(editor.key, [...names])}
        />
      );
    }
    case "filters":
      return (
        <FilterList
          entity={entity}
          filters={listIn<FilterBy>(props, "filters")}
          edits={(filters) => put("filters", [...filters] as unknown as Json)}
        />
      );
    case "sort":
      return (
        <SortEdit entity={entity} sort={listIn(props, "sort")} edits={(sort) => put("sort", sort as unknown as Json)} />
      );
    case "stats":
      return (
        <StatList
          entity={entity}
          stats={listIn<Stat>(props, "stats")}
          edits={(stats) => put("stats", [...stats] as unknown as Json)}
        />
      );
    case "report":
      return (
        <Labelled label="Report">
          {(id) => (
            <ChoiceEdit
              id={id}
              label="Report"
              value={textIn(props, "report")}
              options={spec.reports.map(({ name, title }) => ({ value: name, label: title }))}
              edits={(report) => put("report", report)}
            />
          )}
        </Labelled>
      );
    case "components":
      return (
        <NameList
          label="Components in it"
          help=""
          options={spec.components
            .filter(({ name }) => name !== component.name)
            .map(({ name }) => ({ value: name, label: sentence(name) }))}
          values={namesIn(props, "components")}
          edits={(names) => put("components", [...names])}
        />
      );
    default:
      return <PlainEdit editor={editor} value={plainIn(props, editor.key)} put={put} />;
  }
}

interface PutProps {
  readonly put: (key: string, value: Json) => Edit[];
}

function PlainEdit(
  props: PutProps & {
    readonly editor: { readonly type: "text" | "lines" | "number"; readonly key: string; readonly label: string };
    readonly value: string;
  },
): ReactNode {
  const { editor, value, put } = props;
  return (
    <Labelled label={editor.label}>
      {(id) => (
        <TextEdit
          id={id}
          label={editor.label}
          value={value}
          lines={editor.type === "lines"}
          numeric={editor.type === "number"}
          edits={(text) =>
            put(editor.key, editor.type === "number" && text !== "" ? Math.round(Number(text) || 0) : text)
          }
        />
      )}
    </Labelled>
  );
}

function NameEdit(
  props: PutProps & {
    readonly editor: Extract<Editor, { type: "name" }>;
    readonly entity: string;
    readonly value: string;
  },
): ReactNode {
  const { editor, entity, value, put } = props;
  const { spec } = useDesigner();
  const options = membersIn(spec, entity)
    .filter((member) => editor.fits(member) || member.name === value)
    .map(({ name, label }) => ({ value: name, label }));
  return (
    <Labelled label={editor.label}>
      {(id) => (
        <ChoiceEdit
          id={id}
          label={editor.label}
          value={value}
          options={editor.needed ? options : [{ value: "", label: "None" }, ...options]}
          edits={(name) => put(editor.key, name)}
        />
      )}
    </Labelled>
  );
}

/** The props with one changed; what is empty is left out. */
function withProp(props: Props, key: string, value: Json): Props {
  const { [key]: _, ...rest } = props;
  const isEmpty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
  return isEmpty ? rest : { ...rest, [key]: value };
}

const textIn = (props: Props, key: string): string => (typeof props[key] === "string" ? props[key] : "");
const plainIn = (props: Props, key: string): string => {
  const value = props[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};
const namesIn = (props: Props, key: string): readonly string[] =>
  listIn<unknown>(props, key).filter((name): name is string => typeof name === "string");

function listIn<T>(props: Props, key: string): readonly T[] {
  const value = props[key];
  // the server has checked the props against component_props.py
  return Array.isArray(value) ? (value as unknown as readonly T[]) : [];
}
