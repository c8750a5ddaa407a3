import { bookModel } from "../../../server/entities/book";
import { collectionRoutes } from "../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes(bookModel);
