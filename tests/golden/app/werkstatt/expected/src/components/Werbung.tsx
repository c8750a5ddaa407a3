// From component Werbung of the spec.
import { EmptyState } from "@sayso/app-kit";

/** Werbung. */
export function Werbung() {
  return <EmptyState title="This part has not been written yet." />;
}
