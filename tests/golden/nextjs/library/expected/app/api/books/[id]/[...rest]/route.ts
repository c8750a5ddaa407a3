import { bookModel } from "../../../../../server/entities/book";
import { belowRowRoutes } from "../../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = belowRowRoutes(bookModel);
