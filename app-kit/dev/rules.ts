/** Whether a moment comes after another; unknown moments break no rule. */
export function isAfter(moment: string | null | undefined, other: string): boolean {
  return !moment || Date.parse(moment) > Date.parse(other);
}
