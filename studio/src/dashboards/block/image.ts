/** Styles of an element that a picture of it does not need, or that would break it. */
const LEFT_OUT = /^(transition|animation|cursor|scroll|overscroll|view-|contain|container|will-change|user-select)/;
const SCALE = 2;

/** Saves what an element looks like as a PNG; all of it happens in this page. */
export async function saveImage(element: HTMLElement, name: string): Promise<void> {
  const blob = await pictureOf(element);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${
    name
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .toLowerCase() || "block"
  }.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The element with its styles written out, drawn as the picture of an SVG upon a canvas. */
async function pictureOf(element: HTMLElement): Promise<Blob> {
  const { width, height } = element.getBoundingClientRect();
  const copy = copied(element) as HTMLElement;
  Object.assign(copy.style, { width: `${width}px`, height: `${height}px`, margin: "0", transform: "none" });
  const page = new XMLSerializer().serializeToString(copy);
  const font = await fontFace();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><style>${font}</style><foreignObject width="100%" height="100%">${page}</foreignObject></svg>`;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * SCALE);
  canvas.height = Math.ceil(height * SCALE);
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser does not draw pictures.");
  pen.scale(SCALE, SCALE);
  pen.drawImage(image, 0, 0);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be made."))), "image/png"),
  );
}

/** A copy that needs no stylesheet; what is for the screen only stays away. */
function copied(source: Element): Element {
  const copy = source.cloneNode(false) as HTMLElement | SVGElement;
  const style = getComputedStyle(source);
  let text = "";
  for (const name of style) if (!LEFT_OUT.test(name)) text += `${name}:${style.getPropertyValue(name)};`;
  copy.setAttribute("style", text);
  copy.removeAttribute("class");
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) copy.append(child.cloneNode());
    else if (child instanceof Element && isSeen(child)) copy.append(copied(child));
  }
  return copy;
}

function isSeen(element: Element): boolean {
  return !element.matches("[data-no-export], .sr-only, iframe, script") && getComputedStyle(element).display !== "none";
}

/** The font of the page, inside the picture: pictures load nothing. Without it the picture takes the system's. */
async function fontFace(): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) => {
    try {
      return [...sheet.cssRules];
    } catch {
      return [];
    }
  });
  const latin = rules.find(
    (rule) => rule instanceof CSSFontFaceRule && /inter-latin-wght-normal/.test(rule.style.getPropertyValue("src")),
  );
  const source = latin instanceof CSSFontFaceRule ? latin.style.getPropertyValue("src") : "";
  const address = /url\("?([^")]+)"?\)/.exec(source)?.[1];
  if (!address) return "";
  try {
    const answer = await fetch(new URL(address, latin?.parentStyleSheet?.href ?? location.href));
    const data = await asDataUrl(await answer.blob());
    return `@font-face{font-family:"Inter Variable";font-weight:100 900;src:url(${data}) format("woff2");}`;
  } catch {
    return "";
  }
}

function asDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error("The font could not be read."));
    reader.readAsDataURL(blob);
  });
}
