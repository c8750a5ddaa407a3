import { bookModel } from "../../../../server/entities/book";
import { rowRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = rowRoutes(bookModel);
