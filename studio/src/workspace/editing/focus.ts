const CONTROLS = "input, select, textarea, button, [tabindex]";

/** Brings an element of the spec into the middle of what scrolls around it, with the focus on its first control. */
export function focusElement(frame: HTMLElement | null, id: string): void {
  const shown = [...(frame?.querySelectorAll<HTMLElement>("[data-element]") ?? [])].find(
    (one) => one.dataset.element === id,
  );
  if (!shown) return;
  const around = shown.closest<HTMLElement>(".data-tables, .data-panel-body");
  if (around) {
    const [inner, outer] = [shown.getBoundingClientRect(), around.getBoundingClientRect()];
    around.scrollTop += inner.top - outer.top - Math.max(0, (outer.height - inner.height) / 2);
  }
  const control = [...shown.querySelectorAll<HTMLElement>(CONTROLS)].find(
    (one) => !one.matches(".edit-grip, :disabled"),
  );
  (control ?? shown).focus({ preventScroll: true });
}

/** Brings the focus into the panel about an element, as soon as it is shown. */
export function focusPanel(id: string, tries = 60): void {
  const panel = [...document.querySelectorAll<HTMLElement>("[data-about]")].find((one) => one.dataset.about === id);
  if (panel) panel.focus();
  else if (tries > 0) requestAnimationFrame(() => focusPanel(id, tries - 1));
}

/** Gives the focus back to what is drawn of an element. */
export function focusDrawn(id: string): void {
  const drawn = [...document.querySelectorAll<HTMLElement>(".diagram [data-id]")];
  drawn.find((one) => one.dataset.id === id)?.focus({ preventScroll: true });
}
