import { bookModel } from "../../../../server/entities/book";
import { exportRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = exportRoutes(bookModel);
