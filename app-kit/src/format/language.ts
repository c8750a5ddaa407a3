/** The language of the browser as `Intl` takes it; some name one that it does not, such as `en-US@posix`. */
export function browserLanguage(): string {
  const said = navigator.language || "en";
  try {
    return Intl.getCanonicalLocales(said)[0] ?? "en";
  } catch {
    return /^[a-z]{2,3}(?:-[A-Z]{2})?/.exec(said)?.[0] ?? "en";
  }
}
