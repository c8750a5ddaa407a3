// From component BookForm of the spec.
import { EntityForm } from "@sayso/app-kit";
import { book } from "../entities/book";

/** Form of Books. */
export function BookForm() {
  return <EntityForm entity={book} />;
}
