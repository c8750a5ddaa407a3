// From component BookBoard of the spec.
import { KanbanBoard } from "@sayso/app-kit";
import { book } from "../entities/book";

/** Kanban of Books. */
export function BookBoard() {
  return <KanbanBoard entity={book} groupBy="condition" title="title" fields={["keeper"]} sum="weight" />;
}
