import { rowModel } from "../../../../server/entities/row";
import { importRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = importRoutes(rowModel);
