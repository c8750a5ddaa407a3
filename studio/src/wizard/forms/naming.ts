import { free, nameFrom } from "../../spec/names";

/** The name that follows a label somebody settled on; the old one where it says the same, or nothing. */
export function settledName(name: string, label: string, fallback: string, others: Iterable<string>): string {
  if (!label.trim()) return name;
  const wanted = nameFrom(label, fallback);
  return wanted === name
    ? name
    : free(
        wanted,
        [...others].filter((each) => each !== name),
      );
}
