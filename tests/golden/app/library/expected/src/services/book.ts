// Reads and writes Book rows through the data API. From entity "book" of the spec.
import { createService } from "@sayso/app-kit";
import { type Book, type BookInput, book } from "../entities/book";

export const bookService = createService<Book, BookInput>(book);
