import { isGrouping, isNumeric, isShowable, isTemporal, type Member } from "../known";
import type { ComponentPart } from "../shapes";

type Kind = NonNullable<ComponentPart["type"]>;

/** Something that a component can be told: a name of the record, or several. */
export interface PropWords {
  readonly name: string;
  readonly label: string;
  readonly many: boolean;
  readonly fits: (member: Member) => boolean;
  /** What stands for nothing chosen. */
  readonly none: string;
}

interface KindWords {
  readonly kind: Kind;
  readonly label: string;
  readonly variants: readonly string[];
  readonly props: readonly PropWords[];
}

const several = (name: string, label: string, none: string, fits = isShowable): PropWords => ({
  name,
  label,
  many: true,
  fits,
  none,
});
const one = (name: string, label: string, none: string, fits: (member: Member) => boolean): PropWords => ({
  name,
  label,
  many: false,
  fits,
  none,
});

const SIMPLE = ["simple", "advanced"];

/** What can stand on a page, the common ones first. */
export const KINDS: readonly KindWords[] = [
  {
    kind: "table",
    label: "Table",
    variants: [...SIMPLE, "inline-edit"],
    props: [several("columns", "Columns", "A sensible choice")],
  },
  { kind: "list", label: "List", variants: SIMPLE, props: [several("columns", "Shows", "A sensible choice")] },
  {
    kind: "cards",
    label: "Cards",
    variants: [],
    props: [
      one("title", "Title", "A sensible choice", isShowable),
      one("image", "Picture", "None", ({ kind }) => kind === "image"),
      several("fields", "Shows", "A sensible choice"),
    ],
  },
  {
    kind: "kanban",
    label: "Board",
    variants: [],
    props: [
      one("group_by", "Columns are", "Choose…", isGrouping),
      several("fields", "Cards show", "A sensible choice"),
      one("sum", "Adds up", "Nothing", isNumeric),
    ],
  },
  {
    kind: "calendar",
    label: "Calendar",
    variants: ["month", "week", "agenda"],
    props: [
      one("start", "Placed by", "Choose…", isTemporal),
      one("end", "Until", "Nothing", isTemporal),
      one("title", "Title", "A sensible choice", isShowable),
    ],
  },
  { kind: "form", label: "Form to add or change", variants: SIMPLE, props: [several("fields", "Fields", "All")] },
  {
    kind: "detail",
    label: "Single record",
    variants: [],
    props: [several("related", "With its", "All", ({ kind }) => kind === "links")],
  },
  { kind: "filters", label: "Filters", variants: [], props: [several("fields", "Filters by", "Choose…")] },
  { kind: "stats", label: "Figures", variants: [], props: [] },
  { kind: "chart", label: "Chart of a report", variants: ["bar", "line", "area", "pie", "number", "table"], props: [] },
  { kind: "dashboard", label: "Dashboard", variants: [], props: [] },
  { kind: "widget", label: "Widget", variants: [], props: [] },
  { kind: "custom", label: "Something of its own", variants: [], props: [] },
];

/** What there is to say of a kind of component. */
export function kindWords(kind: Kind | null | undefined): KindWords | undefined {
  return KINDS.find((each) => each.kind === kind);
}

/** Kinds that show no records. */
export const WITHOUT_RECORDS: readonly Kind[] = ["chart", "dashboard", "widget", "custom"];
