/** `Due date` and `dueDate` give `due_date`; accents are dropped, anything else separates. */
export function snake(text: string): string {
  return text
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/[^\p{ASCII}]/gu, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** `due_date` gives `Due date`, the form in which labels are shown. */
export function sentence(name: string): string {
  const words = snake(name).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `due_date` gives `DueDate`. */
export function pascal(text: string): string {
  return snake(text)
    .split("_")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}

/** The name that a label asks for, or one made of `fallback` where it has no Latin letter to begin with. */
export function nameFrom(label: string, fallback: string, taken: Iterable<string> = []): string {
  const wanted = snake(label)
    .replace(/^[^a-z]+/, "")
    .slice(0, 48);
  return free(wanted || fallback, taken);
}

/** `name`, or with the first number behind it that nobody has. */
export function free(name: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  if (!known.has(name)) return name;
  for (let number = 2; ; number++) {
    const next = `${name.slice(0, 44)}_${number}`;
    if (!known.has(next)) return next;
  }
}

const PLURALS: Readonly<Record<string, string>> = {
  person: "people",
  child: "children",
  staff: "staff",
  equipment: "equipment",
  criterion: "criteria",
  medium: "media",
};

/** The plural of the last word of a name: `purchase_order` gives `purchase_orders`. */
export function plural(name: string): string {
  const at = name.lastIndexOf("_") + 1;
  const word = name.slice(at);
  return name.slice(0, at) + (PLURALS[word] ?? regular(word));
}

function regular(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length > 1 ? `${items.slice(0, -1).join(", ")} and ${last}` : last;
}
