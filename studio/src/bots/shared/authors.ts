/** Who wrote a version. */
export function authorWords(author: string | null): string {
  if (author === "offline" || author === null) return "written by rules";
  if (author === "import") return "brought along from elsewhere";
  return author === "hand" ? "written by hand" : `written by ${author}`;
}
