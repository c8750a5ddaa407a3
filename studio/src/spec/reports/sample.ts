import { memberLabel, membersIn } from "../members";
import { sentence } from "../names";
import type { AppSpec, Report } from "../types";
import { isPeriod, type Period } from "./shape";

/** Figures that look like those of a report; they say how it will look, not what it will say. */
export interface Sample {
  readonly names: readonly string[];
  readonly values: readonly number[];
}

const PERIOD_NAMES: Readonly<Record<Period, readonly string[]>> = {
  day: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  week: ["W 1", "W 2", "W 3", "W 4", "W 5", "W 6"],
  month: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"],
  quarter: ["Q1", "Q2", "Q3", "Q4"],
  year: ["2022", "2023", "2024", "2025", "2026"],
};

const MOST = 8;

/** The same figures for the same report, whenever it is drawn. */
export function sampleOf(spec: AppSpec, report: Report): Sample {
  const [group] = report.group_by;
  const names = group ? namesOf(spec, report.entity, group) : ["All"];
  const isCount = report.measures[0]?.op === "count";
  let state = seedOf(report.id);
  const values = names.map((_, at) => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    const trend = group && isPeriod(group) ? 0.55 + (0.4 * at) / names.length : 0.9 - (0.5 * at) / names.length;
    const size = trend * (0.75 + (state / 2 ** 32) * 0.4);
    return Math.max(1, Math.round(size * (isCount ? 40 : 2_400)));
  });
  return { names, values };
}

function namesOf(spec: AppSpec, entity: string, group: string): readonly string[] {
  if (isPeriod(group)) return PERIOD_NAMES[group];
  const [name = "", ...rest] = group.split(".");
  const member = membersIn(spec, entity).find((one) => one.name === name);
  if (member?.entity && rest.length > 0) return namesOf(spec, member.entity, rest.join("."));
  if (member && member.options.length > 0) return member.options.slice(0, MOST).map(({ label }) => label);
  if (member?.kind === "boolean") return ["Yes", "No"];
  const label = member?.entity ? sentence(member.entity) : memberLabel(spec, entity, group);
  return ["A", "B", "C", "D", "E"].map((letter) => `${label} ${letter}`);
}

function seedOf(text: string): number {
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}
