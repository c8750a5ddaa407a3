import { readTold, type Said, type Told } from "./protocol";

const MOST_A_SECOND = 60;
/** Taking a message is quick, acting on it is not: so many are counted as are sent, not as are acted on. */
const GATHER_MS = 10;

type Kind = Said["kind"];

/**
 * The way to talk to a frame. It stays while the frame does; when the frame loads its page anew, what holds at that
 * time is said again. A frame that talks without end is not listened to any more.
 */
export class FrameLink {
  private port: MessagePort | null = null;
  private readonly standing = new Map<Kind, Said>();
  private readonly waiting: unknown[] = [];
  private heard = 0;
  private since = 0;
  onTold: (told: Told) => void = () => undefined;
  onFlood: () => void = () => undefined;

  /** Takes up talking with the page that has just been loaded in the frame. */
  attach(frame: HTMLIFrameElement): void {
    this.detach();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (this.port === port1) this.hear(data);
    };
    frame.contentWindow?.postMessage("preview", "*", [port2]);
    this.port = port1;
    for (const said of this.standing.values()) port1.postMessage(said);
  }

  detach(): void {
    this.port?.close();
    this.port = null;
    this.waiting.length = 0;
  }

  /** Says something that holds until something else of its kind is said. */
  say(said: Said): void {
    this.standing.set(said.kind, said);
    this.port?.postMessage(said);
  }

  /** Notes what the frame holds by now, so that a page that is loaded anew is told the same. */
  note(said: Said): void {
    this.standing.set(said.kind, said);
  }

  private hear(data: unknown): void {
    const now = Date.now();
    if (now - this.since > 1_000) [this.since, this.heard] = [now, 0];
    if (++this.heard > MOST_A_SECOND) {
      this.detach();
      this.onFlood();
      return;
    }
    if (this.waiting.push(data) === 1) setTimeout(() => this.pass(), GATHER_MS);
  }

  private pass(): void {
    for (const data of this.waiting.splice(0)) {
      const told = readTold(data);
      if (told) this.onTold(told);
    }
  }
}
