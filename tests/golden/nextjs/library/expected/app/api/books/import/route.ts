import { bookModel } from "../../../../server/entities/book";
import { importRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = importRoutes(bookModel);
