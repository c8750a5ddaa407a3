import type { FormField } from "./values";

export interface FieldGroup {
  /** Absent for the first group, which needs no name. */
  readonly title?: string;
  readonly fields: readonly FormField[];
}

const LONG = new Set(["long_text", "json", "image", "file"]);

/** Fields as one group, or, when there are more than eight, as what is needed, what is optional, and notes and files. */
export function groupFields(fields: readonly FormField[]): readonly FieldGroup[] {
  if (fields.length <= 8) return [{ fields }];
  const isMain = ({ field }: FormField, index: number) => field.required || index === 0;
  const main = fields.filter(isMain);
  const notes = fields.filter((each, index) => !isMain(each, index) && LONG.has(each.field.kind));
  const links = fields.filter((each, index) => !isMain(each, index) && each.field.entity !== undefined);
  const rest = fields.filter((each) => !main.includes(each) && !notes.includes(each) && !links.includes(each));
  const groups: readonly FieldGroup[] = [
    { fields: main },
    { title: "Details", fields: links.length > 2 ? rest : [...links, ...rest] },
    { title: "Belongs with", fields: links.length > 2 ? links : [] },
    {
      title: notes.some(({ field }) => field.kind === "image" || field.kind === "file") ? "Notes and files" : "Notes",
      fields: notes,
    },
  ];
  return groups.filter((group) => group.fields.length > 0);
}
