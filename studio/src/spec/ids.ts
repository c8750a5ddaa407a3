const LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

/** The id of a new element, such as `fld_8k2m4q`: random and never used again. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `${prefix}_${[...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join("")}`;
}
