// What browsers have and jsdom lacks.
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

class Observer {
  observe() {}
  unobserve() {}
  disconnect() {}
}

const inert = () => undefined;

Object.assign(globalThis, {
  ResizeObserver: Observer,
  IntersectionObserver: Observer,
  scrollTo: inert,
  matchMedia: (media: string) => ({
    matches: false,
    media,
    addEventListener: inert,
    removeEventListener: inert,
  }),
});
Object.assign(Element.prototype, { scrollIntoView: inert, hasPointerCapture: () => false });

afterEach(cleanup);
