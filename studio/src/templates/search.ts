import type { Template } from "./queries";

const IDLE = new Set("a an and app application for i me my need of our the to tool track tracker want with".split(" "));

/** The templates that fit what was typed, the best first; all of them where nothing was. */
export function searched(templates: readonly Template[], text: string): readonly Template[] {
  const typed = wordsOf(text);
  const meant = typed.filter((word) => !IDLE.has(word));
  const words = meant.length ? meant : typed;
  if (!words.length) return templates;
  return templates
    .map((template) => ({ template, weight: weightOf(template, words) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ template }) => template);
}

/** How well it fits: names weigh more than what it is about, and every word has to be somewhere. */
function weightOf({ name, also, keeps, about, family }: Template, words: readonly string[]): number {
  const places = [
    [wordsOf(name), 8],
    [wordsOf(also.join(" ")), 4],
    [wordsOf(keeps.join(" ")), 2],
    [wordsOf(`${about} ${family}`), 1],
  ] as const;
  let total = 0;
  for (const word of words) {
    const found = places.filter(([known]) => known.some((one) => one.startsWith(stem(word))));
    if (!found.length) return 0;
    total += Math.max(...found.map(([, weight]) => weight));
  }
  return total;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** "Bookings" finds a booking, too. */
function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ies|s)$/, "") : word;
}
