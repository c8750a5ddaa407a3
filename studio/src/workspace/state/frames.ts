/** Gathers what comes in quick succession, and hands it on once per frame that the page draws. */
export class Frames<T> {
  private waiting: T[] = [];
  private frame: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly take: (all: readonly T[]) => void) {}

  add(one: T): void {
    this.waiting.push(one);
    if (this.waiting.length > 1) return;
    this.frame = requestAnimationFrame(this.flush);
    // frames are not drawn while nobody looks
    this.timer = setTimeout(this.flush, 250);
  }

  /** Drops what waits. */
  stop(): void {
    this.waiting = [];
    this.forget();
  }

  private readonly flush = (): void => {
    this.forget();
    const all = this.waiting;
    this.waiting = [];
    if (all.length > 0) this.take(all);
  };

  private forget(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
  }
}
