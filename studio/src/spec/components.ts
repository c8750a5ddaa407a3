import { newId } from "./ids";
import { shownIn } from "./layout/nodes";
import { inDrawers, layoutOf } from "./layout/of-page";
import { entityNamed } from "./lookup";
import { isDated, isFixed, isNumeric, listsOf, membersIn, titleMember } from "./members";
import { pascal, plural, sentence, snake } from "./names";
import type { AppSpec, Component, Json, Page } from "./types";

export type ComponentKind = Component["type"];
export type Props = Readonly<Record<string, Json>>;

export interface KindWords {
  readonly kind: ComponentKind;
  readonly label: string;
  /** Name of a Lucide icon. */
  readonly icon: string;
  readonly says: string;
  readonly variants: readonly string[];
  readonly needsEntity: boolean;
}

const SIMPLE = ["simple", "advanced"];

/** What can be put on a page, in the order of the palette. */
export const KINDS: readonly KindWords[] = [
  kind("table", "Table", "table-2", "Rows and columns, to sort and search", ["simple", "advanced", "inline-edit"]),
  kind("list", "List", "list", "Rows one below the other", SIMPLE),
  kind("form", "Form", "clipboard-list", "To add and change records", SIMPLE),
  kind("detail", "Detail", "file-text", "One record with all that belongs to it", SIMPLE),
  kind("cards", "Cards", "layout-grid", "A card for each record", SIMPLE),
  kind("kanban", "Board", "kanban", "Columns to move records between", SIMPLE),
  kind("calendar", "Calendar", "calendar-days", "Records by date", ["month", "week", "agenda"]),
  kind("chart", "Chart", "chart-column", "A report, drawn", ["bar", "line", "area", "pie", "number", "table"], false),
  kind("stats", "Figures", "gauge", "A few numbers that matter", SIMPLE),
  kind("filters", "Filters", "funnel", "Narrows what else is on the page", SIMPLE),
  kind("custom", "Custom", "wand-sparkles", "Whatever you describe; its code is written for it", SIMPLE, false),
];

const COMPOSED = [
  kind("dashboard", "Dashboard", "layout-dashboard", "Several components as one", SIMPLE, false),
  kind("widget", "Widget", "puzzle", "Several components as one", SIMPLE, false),
];

function kind(
  name: ComponentKind,
  label: string,
  icon: string,
  says: string,
  variants: readonly string[],
  needsEntity = true,
): KindWords {
  return { kind: name, label, icon, says, variants, needsEntity };
}

export function kindWords(name: ComponentKind): KindWords {
  return (
    [...KINDS, ...COMPOSED].find((words) => words.kind === name) ?? kind(name, sentence(name), "square", "", SIMPLE)
  );
}

/** `AppointmentTable` as people read it. */
export function componentTitle(name: string): string {
  return sentence(name);
}

/** The component with this name. */
export function componentNamed(spec: AppSpec, name: string): Component | undefined {
  return spec.components.find((component) => component.name === name);
}

/** The pages that show a component or open it in a drawer. */
export function pagesWith(spec: AppSpec, name: string): readonly Page[] {
  return spec.pages.filter(
    (page) => page.components.includes(name) || (page.layout ? shownIn(page.layout).includes(name) : false),
  );
}

/** Components of the application that a page does not show in its layout. */
export function notShownOn(spec: AppSpec, page: Page): readonly Component[] {
  const shown = new Set(shownIn(layoutOf(spec, page)));
  const drawers = new Set(inDrawers(page, layoutOf(spec, page)));
  return spec.components
    .filter(({ name }) => !shown.has(name))
    .toSorted((one, other) => Number(drawers.has(other.name)) - Number(drawers.has(one.name)));
}

/** What a new component is made of. */
export interface ComponentDraft {
  readonly kind: ComponentKind;
  readonly entity: string | null;
  readonly report: string | null;
  readonly wish: string;
}

/** A component of this kind with a name of its own and props that show something sensible; or why it cannot be. */
export function newComponent(spec: AppSpec, draft: ComponentDraft): Component {
  const stem = draft.report ?? draft.entity ?? (snake(draft.wish).split("_").slice(0, 3).join("_") || "custom");
  const suffix = pascal(snake(kindWords(draft.kind).label));
  const taken = new Set(spec.components.map(({ name }) => name.toLowerCase()));
  const wanted = pascal(stem).endsWith(suffix) ? pascal(stem) : `${pascal(stem)}${suffix}`;
  return {
    id: newId("com"),
    name: unlike(wanted, taken),
    type: draft.kind,
    description: "",
    ...(draft.entity && draft.kind !== "chart" ? { entity: draft.entity } : {}),
    props: startProps(spec, draft),
  };
}

/** A name that no other component has; they are compared without regard to case, as files are. */
function unlike(name: string, taken: ReadonlySet<string>): string {
  let found = name;
  for (let number = 2; taken.has(found.toLowerCase()); number += 1) found = `${name}${number}`;
  return found;
}

/** Why a component of this kind cannot show an entity; null where it can. */
export function whyNot(spec: AppSpec, { kind: type, entity, report, wish }: ComponentDraft): string | null {
  if (type === "chart") return report || spec.reports.length === 0 ? null : "Choose the report that it draws.";
  if (type === "custom") return wish.trim() ? null : "Say what it shows.";
  if (!entity) return "Choose what it shows.";
  const members = membersIn(spec, entity);
  const called = entityNamed(spec, entity)?.display_name ?? entity;
  if (type === "kanban" && !members.some(isFixed)) return `${called} has no states or choices to make columns of.`;
  return null;
}

/** Props that a new component begins with. */
export function startProps(spec: AppSpec, { kind: type, entity, report, wish }: ComponentDraft): Record<string, Json> {
  if (type === "chart") return { report: report ?? spec.reports[0]?.name ?? "" };
  if (type === "custom") return { wish };
  if (!entity) return {};
  const all = membersIn(spec, entity);
  const members = all.filter(({ name }) => name !== "created_at" && name !== "updated_at");
  const title = titleMember(spec, entity)?.name ?? null;
  const telling = members
    .filter(({ kind: what }) => !["long_text", "json", "image", "file", "multi_enum"].includes(what))
    .map(({ name }) => name);
  const ordered = title ? [title, ...telling.filter((name) => name !== title)] : telling;
  switch (type) {
    case "table":
    case "list":
      return { columns: ordered.slice(0, type === "table" ? 6 : 4) };
    case "form":
      return { fields: members.filter(({ isComputed }) => !isComputed).map(({ name }) => name) };
    case "detail":
      return { related: listsOf(spec, entity).map(({ name }) => name) };
    case "cards": {
      const image = members.find(({ kind: what }) => what === "image")?.name;
      return { ...(title ? { title } : {}), ...(image ? { image } : {}), fields: ordered.slice(1, 4) };
    }
    case "kanban": {
      const by = members.find(({ kind: what }) => what === "state") ?? members.find(isFixed);
      return { group_by: by?.name ?? "", ...(title ? { title } : {}) };
    }
    case "calendar": {
      const dates = all.filter(isDated);
      const start = dates.find(({ name }) => /start|begin|from|date|due/.test(name)) ?? dates[0];
      const end = dates.find(({ name }) => /end|until|finish/.test(name) && name !== start?.name);
      return { start: start?.name ?? "created_at", ...(end ? { end: end.name } : {}), ...(title ? { title } : {}) };
    }
    case "stats":
      return { stats: startStats(spec, entity) };
    case "filters":
      return {
        fields: members
          .filter(filtersWell)
          .map(({ name }) => name)
          .slice(0, 4)
          .concat(title && !members.some(filtersWell) ? [title] : []),
      };
    default:
      return {};
  }
}

const filtersWell = ({ kind: what }: { kind: string }): boolean =>
  ["enum", "state", "relation", "boolean", "date", "datetime"].includes(what);

function startStats(spec: AppSpec, entity: string): Json[] {
  const number = membersIn(spec, entity).find(isNumeric);
  const count = { label: sentence(plural(entity)), op: "count" };
  return number ? [count, { label: `Total ${number.label.toLowerCase()}`, op: "sum", field: number.name }] : [count];
}
