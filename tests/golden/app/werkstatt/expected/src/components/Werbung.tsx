// From component Werbung of the spec.
import { EmptyState } from "@sayso/app-kit";

/** Ein freundliches Bild des Tages. */
export function Werbung() {
  return <EmptyState title="Ein freundliches Bild des Tages." />;
}
