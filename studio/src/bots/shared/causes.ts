import type { RunLine } from "../types";

const WORDS: Readonly<Record<RunLine["cause"]["kind"], string>> = {
  manual: "Run by hand",
  interval: "Its interval",
  cron: "Its schedule",
  webhook: "A call to its address",
  row: "A row of an application",
  bot: "Another bot",
  rerun: "Run again",
};

/** Why a run is there, and by whom. */
export function causeWords({ cause }: Pick<RunLine, "cause">): string {
  const { kind, text, by } = cause;
  const said = text || WORDS[kind];
  const words = said.charAt(0).toLocaleUpperCase() + said.slice(1);
  return by && (kind === "manual" || kind === "rerun") && !words.includes(by.name) ? `${words} by ${by.name}` : words;
}
