// What browsers have and jsdom lacks, given to the window of an application.

const WIDTH = 1280;
const HEIGHT = 800;
const BOX = { x: 0, y: 0, top: 0, left: 0, right: WIDTH, bottom: HEIGHT, width: WIDTH, height: HEIGHT };
const inert = () => undefined;

/** Everything has a size, so that charts are drawn and lists are filled. */
export function furnish(window, fetch) {
  class SizeObserver {
    constructor(callback) {
      this.callback = callback;
    }
    observe(target) {
      window.setTimeout(() => this.callback([{ target, contentRect: BOX }], this), 0);
    }
    unobserve() {}
    disconnect() {}
  }
  class SightObserver {
    observe() {}
    unobserve() {}
    disconnect() {}
    takeRecords() {
      return [];
    }
  }
  Object.assign(window, {
    fetch,
    Response,
    Request,
    Headers,
    TextEncoder,
    TextDecoder,
    structuredClone,
    ResizeObserver: SizeObserver,
    IntersectionObserver: SightObserver,
    XMLHttpRequest: undefined,
    WebSocket: undefined,
    scrollTo: inert,
    matchMedia: (media) => ({
      matches: false,
      media,
      addEventListener: inert,
      removeEventListener: inert,
    }),
  });
  const { Element, HTMLElement, HTMLCanvasElement } = window;
  window.getComputedStyle = styles(window.getComputedStyle.bind(window));
  Object.assign(Element.prototype, {
    scrollIntoView: inert,
    hasPointerCapture: () => false,
    setPointerCapture: inert,
    releasePointerCapture: inert,
    getBoundingClientRect: () => ({ ...BOX, toJSON: () => BOX }),
  });
  HTMLCanvasElement.prototype.getContext = () => null;
  for (const [name, value] of [
    ["offsetWidth", WIDTH],
    ["offsetHeight", HEIGHT],
    ["clientWidth", WIDTH],
    ["clientHeight", HEIGHT],
  ]) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
  }
}

/** There are no style sheets here, so what an element looks like follows from its name and its own style. */
function styles(compute) {
  const known = new Map();
  return (element, pseudo) => {
    const key = `${element.localName} ${element.hidden} ${element.getAttribute("style") ?? ""}`;
    const style = known.get(key) ?? compute(element, pseudo);
    known.set(key, style);
    return style;
  };
}
