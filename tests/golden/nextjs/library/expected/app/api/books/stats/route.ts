import { bookModel } from "../../../../server/entities/book";
import { statsRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = statsRoutes(bookModel);
