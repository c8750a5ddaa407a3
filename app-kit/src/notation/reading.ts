/** One way in which a text can be read: the value as it is kept, and how the language writes it. */
export interface Way {
  readonly value: string;
  readonly said: string;
}

/** What becomes of a text: a value, a question of which of several values, or a refusal that completes a label. */
export type Reading =
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "either"; readonly ways: readonly Way[]; readonly hint: string }
  | { readonly kind: "refused"; readonly message: string };

export const valued = (value: string): Reading => ({ kind: "value", value });
export const refused = (message: string): Reading => ({ kind: "refused", message });

/** A value, or the question which of them it is. */
export function oneOf(ways: readonly Way[], hint: string): Reading {
  const [first] = ways;
  return ways.length === 1 && first ? valued(first.value) : { kind: "either", ways, hint };
}

/** What is said where nobody can be asked: both readings, by name. */
export function messageOf(reading: Exclude<Reading, { kind: "value" }>): string {
  if (reading.kind === "refused") return reading.message;
  return `can be read as ${reading.ways.map(({ said }) => `“${said}”`).join(" or as ")}. ${reading.hint}`;
}

const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];
const OTHERS: Readonly<Record<string, string>> = {
  "\u066b": ",",
  "\u066c": "'",
  "\u066a": "%",
  "\uff0c": ",",
  "\uff0e": ".",
  "\uff0d": "-",
  "\uff0b": "+",
  "\uff05": "%",
  "\u2212": "-",
  "\u2013": "-",
  "\uff08": "(",
  "\uff09": ")",
  "\u200e": "",
  "\u200f": "",
  "\u061c": "",
  "’": "'",
  ʼ: "'",
  "＇": "'",
};

/** Digits and signs of other scripts as the plain ones, and every blank as a space. */
export function plainText(text: string): string {
  return [...text]
    .map((one) => {
      const code = one.codePointAt(0) ?? 0;
      const zero = ZEROS.find((each) => code >= each && code < each + 10);
      if (zero !== undefined) return String(code - zero);
      return OTHERS[one] ?? (/\s/.test(one) ? " " : one);
    })
    .join("")
    .trim();
}
