import { guessType, isChoice } from "../field-types";
import { newId } from "../ids";
import { free, nameFrom, snake } from "../names";
import type { Edit, Field, FieldType, Json, Option, Validation } from "../types";

type FieldValues = Extract<Edit, { op: "set"; kind: "field" }>["values"];

/** A label that is typed over: the name follows where it said the same, so that both stay in step. */
export function relabelled(
  known: { readonly name: string; readonly label: string },
  label: string,
  fallback: string,
  taken: Iterable<string>,
): { readonly name: string; readonly label: string } {
  const follows = snake(known.label) === known.name;
  if (!follows || snake(label) === known.name) return { name: known.name, label };
  const others = [...taken].filter((name) => name !== known.name);
  return { name: nameFrom(label, fallback, others), label };
}

/** A field from a name that somebody typed; its type is guessed unless it is given. */
export function newField(label: string, taken: Iterable<string>, type?: FieldType, choices: string[] = []): Field {
  const name = nameFrom(label, "field", taken);
  const kind = type ?? guessType(name);
  return {
    id: newId("fld"),
    name,
    label,
    type: isChoice(kind) && choices.length === 0 ? "text" : kind,
    required: false,
    unique: false,
    indexed: false,
    searchable: false,
    options: isChoice(kind) ? newOptions(choices) : [],
  };
}

/** Options of these labels, each with a name of its own. */
export function newOptions(labels: readonly string[], known: readonly Option[] = []): Option[] {
  const taken = new Set(known.map(({ name }) => name));
  return labels.map((label) => {
    const name = free(snake(label).slice(0, 60) || "option", taken);
    taken.add(name);
    return { id: newId("opt"), name, label };
  });
}

export function addField(entity: string, field: Field, position?: number): Edit[] {
  return [
    { op: "add", kind: "field", parent: entity, element: field, ...(position === undefined ? {} : { position }) },
  ];
}

/** A rename: every mention goes along, and stored values stay where they are. */
export function renameField(field: Field, name: string, label: string): Edit[] {
  return [{ op: "rename", kind: "field", target: field.id, name, label }];
}

export function setField(field: Field, values: FieldValues): Edit[] {
  return [{ op: "set", kind: "field", target: field.id, values }];
}

export function setDefault(field: Field, value: Json): Edit[] {
  return setField(field, { default: value });
}

/** Limits with these changed; none at all where nothing is left of them. */
export function setLimits(field: Field, changes: Partial<Validation>): Edit[] {
  const limits = { ...field.validation, ...changes };
  const left = Object.entries(limits).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return setField(field, { validation: left.length > 0 ? (Object.fromEntries(left) as Validation) : null });
}

/** Another type; `choices` are the labels of a choice's options where it has none yet. */
export function retype(field: Field, type: FieldType, choices: readonly string[] = []): Edit[] {
  const fresh = isChoice(type) && choices.length > 0 ? { options: newOptions(choices) } : {};
  return [{ op: "retype", target: field.id, type, ...fresh }];
}

export function moveField(field: Field, position: number): Edit[] {
  return [{ op: "move", kind: "field", target: field.id, position }];
}

export function removeField(field: Field): Edit[] {
  return [{ op: "remove", kind: "field", target: field.id }];
}

export function addOptions(field: Field, labels: readonly string[]): Edit[] {
  return newOptions(labels, field.options).map((element) => ({ op: "add", kind: "option", parent: field.id, element }));
}

/** What is stored goes along with the label only where it followed it; rows are kept either way. */
export function renameOption(field: Field, option: Option, label: string): Edit[] {
  const taken = field.options.map(({ name }) => name);
  return [{ op: "rename", kind: "option", target: option.id, ...relabelled(option, label, "option", taken) }];
}

export function colorOption(option: Option, color: string | null): Edit[] {
  return [{ op: "set", kind: "option", target: option.id, values: { color } }];
}

export function moveOption(option: Option, position: number): Edit[] {
  return [{ op: "move", kind: "option", target: option.id, position }];
}

export function removeOption(option: Option): Edit[] {
  return [{ op: "remove", kind: "option", target: option.id }];
}

/** Makes the values of a field records of their own, linked to where they came from. */
export function splitOff(field: Field, label: string, multiple: boolean): Edit[] {
  return [{ op: "split_entity", target: field.id, name: nameFrom(label, "part"), label, multiple }];
}

/** Several texts become one; the first carries on. */
export function mergeFields(fields: readonly Field[], label: string, taken: Iterable<string>): Edit[] {
  const own = new Set(fields.map(({ name }) => name));
  const others = [...taken].filter((name) => !own.has(name));
  return [{ op: "merge_fields", targets: fields.map(({ id }) => id), name: nameFrom(label, "merged", others), label }];
}

/** One text becomes several; the first word stays in the first. */
export function splitField(field: Field, labels: readonly string[], taken: Iterable<string>): Edit[] {
  const used = new Set([...taken].filter((name) => name !== field.name));
  const parts = labels.map((label) => {
    const name = nameFrom(label, "part", used);
    used.add(name);
    return { name, label };
  });
  return [{ op: "split_field", target: field.id, parts }];
}
