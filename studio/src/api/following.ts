import { connection } from "@sayso/app-kit";

/** Something that happened, as a stream of the API tells it; its reference lists the kinds and their data. */
export interface StreamEvent {
  readonly id: number;
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** When it happened, by the server's clock. */
  readonly at: string;
  /** When it happened, by the clock of this page, in milliseconds. */
  readonly time: number;
}

/** How the stream is: `lost` is taken up again by the browser, `closed` by us after a pause, `resting` while hidden. */
export type Link = "opening" | "open" | "lost" | "closed" | "resting";

export interface Hearing {
  readonly hear: (event: StreamEvent) => void;
  readonly changed: (link: Link) => void;
  /** After how many milliseconds out of sight the connection is given back; a minute where it is not said. */
  readonly restAfter?: number;
}

/** Pauses before a stream that stays closed is tried again, in milliseconds; the last one from then on. */
const PAUSES = [1_000, 2_000, 5_000, 10_000] as const;
/** A page that nobody looks at gives its connection back after this long: browsers allow six to a host. */
const REST_AFTER = 60_000;
/** What is told this soon after opening may have happened long ago. */
const CATCHING_UP = 1_500;

/** Follows the stream at an address from behind an event on, for as long as it is not told to stop. */
export class Following {
  private source: EventSource | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private openedAt = 0;
  private skew = 0;

  constructor(
    private readonly address: string,
    private heard: number,
    private readonly hearing: Hearing,
  ) {}

  /** Begins; the answer ends it. */
  start(): () => void {
    addEventListener("online", this.again);
    document.addEventListener("visibilitychange", this.seen);
    // whoever else finds the server answering again spares us the rest of the pause
    const forget = connection.subscribe(() => connection.isUp() && this.again());
    this.open();
    return () => {
      forget();
      removeEventListener("online", this.again);
      document.removeEventListener("visibilitychange", this.seen);
      this.close();
    };
  }

  private open(): void {
    this.close();
    this.hearing.changed("opening");
    const source = new EventSource(`${this.address}?after=${this.heard}`);
    source.onopen = () => {
      this.failures = 0;
      this.openedAt = Date.now();
      this.hearing.changed("open");
    };
    source.onerror = () => this.broken(source);
    source.onmessage = (message: MessageEvent<string>) => this.take(message);
    this.source = source;
  }

  private close(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  /** The browser goes on by itself after a lost connection, but not after an answer that is no stream. */
  private broken(source: EventSource): void {
    if (source !== this.source) return;
    if (source.readyState !== EventSource.CLOSED) {
      this.hearing.changed("lost");
      return;
    }
    this.close();
    this.hearing.changed("closed");
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    this.timer = setTimeout(() => this.open(), pause);
  }

  private take(message: MessageEvent<string>): void {
    const told = JSON.parse(message.data) as Omit<StreamEvent, "id" | "time">;
    this.heard = Number(message.lastEventId);
    const happened = Date.parse(told.at);
    const isLive = Date.now() - this.openedAt > CATCHING_UP;
    this.skew = isLive ? Date.now() - happened : Math.min(this.skew, Date.now() - happened);
    this.hearing.hear({ ...told, id: this.heard, time: happened + this.skew });
  }

  private readonly again = (): void => {
    if (this.source?.readyState !== EventSource.OPEN && !document.hidden) this.open();
  };

  private readonly seen = (): void => {
    if (!document.hidden) {
      clearTimeout(this.timer);
      this.again();
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.close();
      this.hearing.changed("resting");
    }, this.hearing.restAfter ?? REST_AFTER);
  };
}
