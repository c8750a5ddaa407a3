/** The colour of a series: the accent where it is alone, else one that everybody can tell from the others. */
export function colorOf(at: number, count: number): string {
  return count === 1 ? "var(--accent)" : `var(--chart-${(at % 6) + 1})`;
}
