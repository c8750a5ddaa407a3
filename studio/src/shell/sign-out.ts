import { toastError } from "@sayso/app-kit";
import { api, dataOf } from "../api/client";

const KEPT = new Set(["sayso.theme"]);

/** Signs out here, and leaves nothing behind in this browser but how it looks. */
export async function signOut(): Promise<void> {
  try {
    await dataOf(api.DELETE("/api/v1/auth/session"));
  } catch (error) {
    toastError(error);
    return;
  }
  forgetDrafts();
  location.assign("/signin?said=out");
}

/** What was typed and not sent is the person's own; the next one at this browser does not see it. */
export function forgetDrafts(): void {
  sessionStorage.clear();
  for (const key of Object.keys(localStorage)) {
    if (!KEPT.has(key)) localStorage.removeItem(key);
  }
}
