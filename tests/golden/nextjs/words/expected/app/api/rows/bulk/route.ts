import { rowModel } from "../../../../server/entities/row";
import { bulkRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = bulkRoutes(rowModel);
