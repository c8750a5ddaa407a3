// What a window is about to do by itself: timers, and work put off to the next turn.

/** Longer timers are for what a page does while somebody looks at it. */
const SOON_MS = 20;

/** Counts the timers of a window, so that one can wait for what is due and drop what is not wanted any more. */
export class Errands {
  #soon = new Set();
  #later = new Set();
  #postponed = new Set();
  #window;

  constructor(window) {
    const { setTimeout, setInterval, clearTimeout, clearInterval } = window;
    this.#window = { clearTimeout, clearInterval };
    Object.assign(window, {
      setTimeout: (callback, delay, ...args) => {
        if (typeof callback !== "function") return setTimeout(callback, delay, ...args);
        const kept = delay > SOON_MS ? this.#later : this.#soon;
        const run = (...given) => {
          kept.delete(id);
          callback(...given);
        };
        const id = setTimeout(run, delay, ...args);
        kept.add(id);
        return id;
      },
      setInterval: (...args) => {
        const id = setInterval(...args);
        this.#later.add(id);
        return id;
      },
      clearTimeout: (id) => this.#clear(id),
      clearInterval: (id) => this.#clear(id),
      setImmediate: (callback, ...args) => {
        const task = setImmediate(() => {
          this.#postponed.delete(task);
          callback(...args);
        });
        this.#postponed.add(task);
        return task;
      },
      clearImmediate: (task) => {
        this.#postponed.delete(task);
        clearImmediate(task);
      },
    });
  }

  /** Whether something is due. */
  get areDue() {
    return this.#soon.size + this.#postponed.size > 0;
  }

  /** Lets the window do what is due; when there is nothing, one turn passes. */
  async turn() {
    const isTimed = this.#soon.size > 0 && this.#postponed.size === 0;
    await new Promise((done) => (isTimed ? setTimeout(done, 1) : setImmediate(done)));
  }

  /** Drops everything. */
  drop() {
    for (const id of [...this.#soon, ...this.#later]) this.#clear(id);
    for (const task of this.#postponed) clearImmediate(task);
    this.#postponed.clear();
  }

  #clear(id) {
    this.#soon.delete(id);
    this.#later.delete(id);
    this.#window.clearTimeout(id);
    this.#window.clearInterval(id);
  }
}
