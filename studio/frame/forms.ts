/**
 * A sandbox without forms sends nothing, and does not even tell the page that a form was submitted. The application
 * sends its forms itself, so it is told here.
 */
export function tellOfSubmits(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element | null)?.closest?.("button, input");
    if (event.defaultPrevented || !isSubmit(button) || !button.form) return;
    event.preventDefault();
    submit(button.form, button);
  });
  HTMLFormElement.prototype.requestSubmit = function requestSubmit(submitter) {
    submit(this, submitter ?? null);
  };
}

type Submitter = HTMLButtonElement | HTMLInputElement;

function isSubmit(element: Element | null | undefined): element is Submitter {
  const isButton = element instanceof HTMLButtonElement || element instanceof HTMLInputElement;
  return isButton && element.type === "submit" && !element.disabled;
}

function submit(form: HTMLFormElement, submitter: HTMLElement | null): void {
  if (!form.noValidate && !form.reportValidity()) return;
  form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter }));
}
