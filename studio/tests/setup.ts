import "../../app-kit/tests/setup";

// A browser reads an address from where the page is; what runs the tests wants a whole one, and signals of its own.
const Whole = globalThis.Request;
globalThis.Request = class extends Whole {
  constructor(input: RequestInfo | URL, init: RequestInit = {}) {
    const { signal: _, ...rest } = init;
    super(typeof input === "string" ? new URL(input, location.href) : input, rest);
  }
};

// Nothing is streamed unless a test brings a stream of its own.
class Silent {
  readyState = 0;
  close(): void {
    this.readyState = 2;
  }
}
globalThis.EventSource ??= Silent as unknown as typeof EventSource;
