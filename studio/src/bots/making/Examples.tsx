import type { ReactNode } from "react";
import { Offers } from "../../shell/Offers";

const EXAMPLES = [
  "Every weekday at 8:00, look at https://status.example.com and tell me when it does not answer",
  "Every hour, put new entries of a feed into an application",
  "When an order becomes urgent, ask me and then call a webhook",
  "Every Monday, send me a summary of last week's appointments",
] as const;

/** What others have had done by itself; one fills the box. */
export function Examples({ onChoose }: { readonly onChoose: (example: string) => void }): ReactNode {
  return <Offers items={EXAMPLES} onChoose={onChoose} />;
}
