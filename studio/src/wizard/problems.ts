import { type ApiError, asApiError } from "@sayso/app-kit";
import type { Schemas } from "../api/client";
import { entityLabel, membersIn } from "./known";
import type { Shapes, StepId } from "./shapes";
import { STEPS, wordsOf } from "./steps";

/** Something of a step that does not fit; `path` is its place in the step's shape. */
export interface Problem {
  readonly step: StepId;
  readonly path: string;
  readonly message: string;
}

/** What can be seen without asking the server: texts that are missing, names that lead nowhere. */
export function problemsOf(shapes: Shapes): readonly Problem[] {
  return [
    ...modelProblems(shapes),
    ...linkProblems(shapes),
    ...flowProblems(shapes),
    ...pageProblems(shapes),
    ...rightProblems(shapes),
    ...reportProblems(shapes),
  ];
}

function modelProblems(shapes: Shapes): Problem[] {
  const found = finder("object-model");
  shapes["object-model"]?.entities.forEach((entity, at) => {
    const place = `entities.${at}`;
    if (entity.display_name === "") found(`${place}.name`, "Say what these records are called.");
    if (entity.fields.length === 0) found(`${place}.fields`, "Add at least one field.");
    entity.fields.forEach((field, index) => {
      if (field.label === "") found(`${place}.fields.${index}.name`, "Say what this field is called.");
      if ((field.type === "enum" || field.type === "multi_enum") && field.options.length === 0)
        found(`${place}.fields.${index}.options`, "Say what one can choose from.");
    });
    entity.computed.forEach((part, index) => {
      if (!part.expression.trim()) found(`${place}.computed.${index}.expression`, "Say how it is worked out.");
    });
    entity.rules.forEach((rule, index) => {
      if (!rule.expression.trim()) found(`${place}.rules.${index}.expression`, "Say what has to be so.");
      if (!rule.message.trim()) found(`${place}.rules.${index}.message`, "Say what people read who break it.");
    });
  });
  return found.all;
}

function linkProblems(shapes: Shapes): Problem[] {
  const found = finder("relationships");
  const gone = goneFrom(shapes);
  shapes.relationships?.relationships.forEach((link, at) => {
    for (const end of ["from", "to"] as const) {
      if (gone(link[end])) found(`relationships.${at}.${end}`, goneText(link[end]));
    }
  });
  return found.all;
}

function flowProblems(shapes: Shapes): Problem[] {
  const found = finder("state-flow");
  const gone = goneFrom(shapes);
  shapes["state-flow"]?.flows.forEach((flow, at) => {
    const place = `flows.${at}`;
    if (gone(flow.entity)) found(`${place}.entity`, goneText(flow.entity));
    if (flow.states.length === 0) found(`${place}.states`, "Add the states that these records go through.");
    const states = new Set(flow.states.map(({ name }) => name));
    flow.states.forEach((state, index) => {
      if (state.label === "") found(`${place}.states.${index}.name`, "Say what this state is called.");
    });
    flow.transitions.forEach((move, index) => {
      if (move.label === "") found(`${place}.transitions.${index}.name`, "Say what people do in this step.");
      if (!states.has(move.to)) found(`${place}.transitions.${index}.to`, "Choose the state that it leads to.");
      if (move.from.some((state) => !states.has(state)))
        found(`${place}.transitions.${index}.from`, "One of these states is not there any more.");
    });
  });
  return found.all;
}

/** Components that show no records of one kind. */
const WITHOUT_RECORDS = new Set(["chart", "dashboard", "widget", "custom"]);
const NEEDED: Readonly<Record<string, { readonly prop: string; readonly message: string }>> = {
  kanban: { prop: "group_by", message: "Choose what its columns are." },
  calendar: { prop: "start", message: "Choose the date that places a record." },
  filters: { prop: "fields", message: "Choose what to filter by." },
  chart: { prop: "report", message: "Choose the report that it draws." },
};

function pageProblems(shapes: Shapes): Problem[] {
  const found = finder("pages");
  const gone = goneFrom(shapes);
  const paths = new Set<string>();
  shapes.pages?.pages.forEach((page, at) => {
    const place = `pages.${at}`;
    if (page.title === "") found(`${place}.name`, "Say what this page is called.");
    if (page.path && paths.has(page.path)) found(`${place}.path`, "Another page has this address.");
    if (page.path) paths.add(page.path);
    if (page.components.length === 0) found(`${place}.components`, "Add something that this page shows.");
    page.components.forEach((part, index) => {
      if (!part.type) return;
      const spot = `${place}.components.${index}`;
      if (!WITHOUT_RECORDS.has(part.type)) {
        if (!part.entity) found(`${spot}.entity`, "Choose whose records it shows.");
        else if (gone(part.entity)) found(`${spot}.entity`, goneText(part.entity));
      }
      const needed = NEEDED[part.type];
      if (needed && !part.props?.[needed.prop]) found(`${spot}.${needed.prop}`, needed.message);
    });
  });
  return found.all;
}

function rightProblems(shapes: Shapes): Problem[] {
  const found = finder("permissions");
  const gone = goneFrom(shapes);
  shapes.permissions?.roles.forEach((role, at) => {
    if (role.label === "") found(`roles.${at}.name`, "Say what this role is called.");
  });
  shapes.permissions?.matrix.forEach((grant, at) => {
    if (gone(grant.entity)) found(`matrix.${at}.entity`, goneText(grant.entity));
  });
  return found.all;
}

const PERIODS = new Set(["day", "week", "month", "quarter", "year"]);

function reportProblems(shapes: Shapes): Problem[] {
  const found = finder("reports");
  const gone = goneFrom(shapes);
  shapes.reports?.reports.forEach((report, at) => {
    const place = `reports.${at}`;
    if (report.title === "") found(`${place}.name`, "Say what this report is called.");
    if (gone(report.entity)) found(`${place}.entity`, goneText(report.entity));
    const known = new Set(membersIn(shapes, report.entity).map(({ value }) => value));
    report.measures.forEach((measure, index) => {
      if (measure.op !== "count" && !measure.field)
        found(`${place}.measures.${index}.field`, "Choose the number that it is about.");
      else if (measure.field && known.size > 0 && !known.has(measure.field))
        found(`${place}.measures.${index}.field`, `${entityLabel(shapes, report.entity)} has no “${measure.field}”.`);
    });
    const unknown = report.group_by.find(
      (name) => !name.includes(".") && !PERIODS.has(name) && known.size > 0 && !known.has(name) && !BUILT_IN.has(name),
    );
    if (unknown) found(`${place}.group_by`, `${entityLabel(shapes, report.entity)} has no “${unknown}”.`);
  });
  return found.all;
}

/** What every record has. */
const BUILT_IN = new Set(["created_at", "updated_at", "created_by"]);

function finder(step: StepId) {
  const all: Problem[] = [];
  return Object.assign((path: string, message: string) => void all.push({ step, path, message }), { all });
}

/** Whether a kind of record is not there; nothing is gone while there is no object model to look at. */
function goneFrom(shapes: Shapes): (entity: string) => boolean {
  const known = shapes["object-model"]?.entities.map(({ name }) => name);
  return (entity) => known !== undefined && !known.includes(entity);
}

const goneText = (entity: string) =>
  entity ? `There are no records called “${entity.replaceAll("_", " ")}” any more.` : "Choose a kind of record.";

/** Why a step was not filled: what to say at its words, and what is wrong in the forms of steps. */
export interface Failure {
  readonly message: string;
  readonly hint: string;
  readonly problems: readonly Problem[];
}

/** What went wrong, sorted by where it can be mended. */
export function failureOf(error: unknown): Failure {
  const problem: ApiError = asApiError(error);
  const own = problem.fields.find(({ field }) => field === "userInput");
  const problems = problem.fields.flatMap(({ field, message }) => placed(field, message));
  if (own) return { message: own.message, hint: "", problems };
  const [first] = problems;
  if (first) {
    const place = `Something in “${wordsOf(first.step).label}” does not fit.`;
    return { message: place, hint: "It is marked there. Nothing was lost.", problems };
  }
  return { message: problem.message, hint: problem.hint ?? "", problems };
}

/** A place of the API such as `context.object-model.entities.0.name`, as a place of a step. */
function placed(field: string, message: string): Problem[] {
  const [, step, ...rest] = field.split(".");
  const known = STEPS.find(({ id }) => id === step);
  return known ? [{ step: known.id, path: rest.join("."), message }] : [];
}

const STEP_OF: Readonly<Record<string, StepId>> = {
  entities: "object-model",
  relationships: "relationships",
  flows: "state-flow",
  pages: "pages",
  components: "pages",
  permissions: "permissions",
  roles: "permissions",
  reports: "reports",
};

/** The step in which what a diagnostic speaks of can be changed. */
export function stepOf({ path }: Schemas["DiagnosticView"]): StepId {
  return STEP_OF[path.split(".")[0] ?? ""] ?? "object-model";
}
