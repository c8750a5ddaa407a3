/** What the frame of a custom card is given. */
export interface CustomSaid {
  /** A module whose default is a component; it gets the data as `data`. */
  readonly script: string;
  readonly value: unknown;
  readonly theme: string;
}

export type CustomState =
  | { readonly kind: "starting" }
  | { readonly kind: "drawn" }
  | { readonly kind: "silent" }
  | { readonly kind: "failed"; readonly message: string };

/** How long a frame may take to say that it has drawn. */
export const PATIENCE_MS = 10_000;
const LONGEST_MESSAGE = 400;

/** Talks with the page that has just been loaded in a frame; nothing it says is believed before it is read. */
export function talkToFrame(frame: HTMLIFrameElement, tell: (state: CustomState) => void) {
  const { port1, port2 } = new MessageChannel();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => tell({ kind: "silent" }), PATIENCE_MS);
  };
  port1.onmessage = ({ data }: MessageEvent<unknown>) => {
    const state = readState(data);
    if (!state) return;
    clearTimeout(timer);
    tell(state);
  };
  frame.contentWindow?.postMessage("card", "*", [port2]);
  return {
    show: (said: CustomSaid) => {
      wait();
      port1.postMessage(said);
    },
    end: () => {
      clearTimeout(timer);
      port1.close();
    },
  };
}

/** The script that draws a card; the frame has no network to fetch it with. */
export async function scriptAt(address: string): Promise<string> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error("What draws this card is not there.");
  return answer.text();
}

function readState(data: unknown): CustomState | null {
  if (typeof data !== "object" || data === null) return null;
  const { kind, message } = data as Readonly<Record<string, unknown>>;
  if (kind === "drawn") return { kind };
  if (kind === "failed") return { kind, message: String(message ?? "").slice(0, LONGEST_MESSAGE) };
  return null;
}
