// React hooks over Book rows. From entity "book" of the spec.
import { createHooks } from "@sayso/app-kit";
import { bookService } from "../services/book";

const hooks = createHooks(bookService);

export const useBooks = hooks.useList;
export const useBook = hooks.useOne;
export const useCreateBook = hooks.useCreate;
export const useUpdateBook = hooks.useUpdate;
export const useDeleteBook = hooks.useDelete;
