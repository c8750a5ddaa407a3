import { bookModel } from "../../../../server/entities/book";
import { bulkRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = bulkRoutes(bookModel);
