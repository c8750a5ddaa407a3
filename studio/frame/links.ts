import { toast } from "@sayso/app-kit";

/** Nothing leads out of a preview; who tries is told so. */
export function keepInside(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest?.("a[href]");
    if (event.defaultPrevented || !(link instanceof HTMLAnchorElement)) return;
    if (link.getAttribute("href")?.startsWith("#")) return;
    event.preventDefault();
    toast(link.download ? "A preview saves no files." : "Nothing leads out of a preview.");
  });
}
