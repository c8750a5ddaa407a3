import type { AppSpec, Edit } from "./types";

type Assumption = AppSpec["assumptions"][number];

/** How an assumption is decided otherwise: by edits where it is clear which, by words, or by words to be finished. */
export type Flip =
  | { readonly kind: "edits"; readonly edits: readonly Edit[]; readonly reason: string }
  | { readonly kind: "words"; readonly text: string; readonly about: string | null }
  | { readonly kind: "begin"; readonly text: string };

const CURRENCIES: Readonly<Record<string, string>> = {
  euros: "EUR",
  "us dollars": "USD",
  "pounds sterling": "GBP",
  "swiss francs": "CHF",
};
const ZONE = /^(?:UTC|[A-Z][A-Za-z]+(?:\/[A-Z][A-Za-z_+-]+)+)$/;

/** What has to happen for an alternative of an assumption to hold instead. */
export function flipOf(spec: AppSpec, assumption: Assumption, alternative: string): Flip {
  const edits = settingEdits(spec, assumption, alternative) ?? rightEdits(spec, assumption, alternative);
  const found = edits ?? ruleEdits(spec, assumption, alternative);
  if (found) return { kind: "edits", edits: [...found, dropped(assumption.id)], reason: alternative };
  if (/^Add roles\b/.test(alternative)) return { kind: "begin", text: "Add a role that may only read: " };
  return {
    kind: "words",
    text: `Instead of “${plainly(assumption.text)}”: ${alternative}.`,
    about: assumption.elements[0] ?? null,
  };
}

/** What is assumed, without the words that mark it as a model's own. */
export function plainly(text: string): string {
  return /^A model's own words, unchecked: “(.*)”$/s.exec(text)?.[1] ?? text;
}

function dropped(target: string): Edit {
  return { op: "remove", kind: "assumption", target } as Edit;
}

/** Another currency or time zone. */
function settingEdits(spec: AppSpec, { elements }: Assumption, alternative: string): Edit[] | null {
  const setting = spec.settings.find(({ id }) => elements.includes(id));
  const value = setting && valueFor(setting.key, alternative);
  if (!setting || !value) return null;
  return [{ op: "set", kind: "setting", target: setting.id, values: { default: value } } as Edit];
}

function valueFor(key: string, alternative: string): string | null {
  if (key === "currency") return CURRENCIES[alternative.toLowerCase()] ?? null;
  return key === "time_zone" && ZONE.test(alternative) ? alternative : null;
}

/** Rights that reach to all rows instead of one's own. */
function rightEdits(spec: AppSpec, { elements }: Assumption, alternative: string): Edit[] | null {
  const right = spec.permissions?.rules.find(({ id }) => elements.includes(id));
  if (!right || !/^They may see all\b/.test(alternative)) return null;
  return [{ op: "set", kind: "permission", target: right.id, values: { scope: "all" } } as Edit];
}

/** A rule that does not hold any more; what else was assumed of it goes with it. */
function ruleEdits(spec: AppSpec, assumption: Assumption, alternative: string): Edit[] | null {
  const [id] = assumption.elements;
  const rule = spec.entities.flatMap(({ rules }) => rules).find((one) => one.id === id);
  if (!rule || !/^Allow (?:them|it) to overlap$/.test(alternative)) return null;
  const others = spec.assumptions.filter((one) => one.id !== assumption.id && one.elements.includes(rule.id));
  return [...others.map((one) => dropped(one.id)), { op: "remove", kind: "rule", target: rule.id } as Edit];
}
