/** A name that fits; what is longer ends in an ellipsis. */
export function shortened(text: string, room: number): string {
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}
