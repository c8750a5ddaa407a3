import type { ReactNode } from "react";
import { Offers } from "../../shell/Offers";

const EXAMPLES = [
  "Every weekday at 8:00, look at https://status.example.com and tell me when it does not answer",
  "Every hour, tell me about new entries of https://news.example.com/feed.xml",
  "When an order is cancelled, ask me first and then post it to https://hooks.example.com/orders",
  "Every Monday, send me a summary of last week's appointments",
] as const;

/** What others have had done by itself; one fills the box. */
export function Examples({ onChoose }: { readonly onChoose: (example: string) => void }): ReactNode {
  return <Offers items={EXAMPLES} onChoose={onChoose} />;
}
