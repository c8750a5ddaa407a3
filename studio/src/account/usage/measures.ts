import { browserLanguage } from "@sayso/app-kit";
import { dollars } from "../models/words";
import type { Usage } from "./queries";

export type Measure = "cost" | "tokens" | "calls";

export const MEASURES: readonly { readonly name: Measure; readonly label: string }[] = [
  { name: "cost", label: "Cost" },
  { name: "tokens", label: "Tokens" },
  { name: "calls", label: "Calls" },
];

/** The measure of an address; the cost where it names none. */
export function measureOf(text: string | null): Measure {
  return MEASURES.find(({ name }) => name === text)?.name ?? "cost";
}

export function amountOf(usage: Usage, measure: Measure): number {
  if (measure === "cost") return usage.cost;
  return measure === "calls" ? usage.calls : usage.input_tokens + usage.output_tokens;
}

export const whole = (count: number): string => new Intl.NumberFormat(browserLanguage()).format(count);

/** A value in its unit. */
export function shown(value: number, measure: Measure): string {
  return measure === "cost" ? dollars(value) : whole(value);
}
