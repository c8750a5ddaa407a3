import { browserLanguage } from "@sayso/app-kit";
import type { ModelRole, ProviderKind } from "./queries";

/** Who offers models. */
export const KINDS: readonly { readonly kind: ProviderKind; readonly label: string; readonly note: string }[] = [
  { kind: "openai", label: "OpenAI", note: "With a key of your OpenAI account." },
  { kind: "anthropic", label: "Anthropic", note: "With a key of your Anthropic account." },
  {
    kind: "compatible",
    label: "Another address",
    note: "Anything that speaks as OpenAI does: a gateway, vLLM, Ollama.",
  },
];

export const kindLabel = (kind: ProviderKind): string => KINDS.find((each) => each.kind === kind)?.label ?? kind;

/** What models are asked for. */
export const MODEL_ROLES: Readonly<Record<ModelRole, { readonly label: string; readonly does: string }>> = {
  orchestrator: { label: "Understanding", does: "Decides what a message is about, where rules cannot." },
  schema: { label: "Data and rules", does: "Records, links, states, rules and reports." },
  layout: { label: "Pages", does: "Pages, components and looks." },
  code: { label: "Code", does: "Components that no built-in kind draws." },
  explain: { label: "Answers", does: "Answers questions about an application." },
};

/** A cost in US dollars, small ones to the cent's hundredth. */
export function dollars(cost: number | null): string {
  if (cost === null) return "price not known";
  const digits = cost !== 0 && Math.abs(cost) < 1 ? 4 : 2;
  return new Intl.NumberFormat(browserLanguage(), {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  }).format(cost);
}
