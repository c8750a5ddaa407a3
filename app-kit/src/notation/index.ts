/**
 * Numbers, days and times as people write them in a language; what can be read two ways is never guessed. Nothing here
 * needs a browser: exported servers read the cells of their imports with it, and `sayso.kit.notation` reads alike.
 */
export { readDate, readMoment, readTime } from "./dates";
export { type Language, languageOf } from "./languages";
export { exactNumber, fitting, type NumberKind, type NumberWanted, readNumber, saidNumber } from "./numbers";
export { messageOf, oneOf, type Reading, refused, valued, type Way } from "./reading";
