import type { Template } from "./queries";

/** Words that many say of any application. */
const IDLE = new Set(
  (
    "a an and app application build create for i list log make manage management manager me my need of our simple " +
    "software some system the to tool track tracker tracking want web website with"
  ).split(" "),
);

/** The templates that fit what was typed, the best first; all of them where nothing was said that points to one. */
export function searched<One extends Template>(templates: readonly One[], text: string): readonly One[] {
  const words = wordsOf(text).filter((word) => word.length > 2 && !IDLE.has(word));
  if (!words.length) return templates;
  return templates
    .map((template) => ({ template, weight: weightOf(template, words) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ template }) => template);
}

/** How well it fits: names weigh more than what it is about; more words have to be there than not. */
function weightOf({ name, also, keeps, about, family }: Template, words: readonly string[]): number {
  const places = [
    [wordsOf(name), 8],
    [wordsOf(also.join(" ")), 4],
    [wordsOf(keeps.join(" ")), 2],
    [wordsOf(`${about} ${family}`), 1],
  ] as const;
  const weights = words.map((word) => {
    const found = places.filter(([known]) => known.some((one) => one.startsWith(stem(word))));
    return Math.max(0, ...found.map(([, weight]) => weight));
  });
  const missing = weights.filter((weight) => weight === 0).length;
  return missing * 2 > words.length ? 0 : weights.reduce((sum, weight) => sum + weight, 0) - missing;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** "Bookings" finds a booking, too. */
function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ies|s)$/, "") : word;
}
