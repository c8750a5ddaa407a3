import { rowModel } from "../../../../server/entities/row";
import { rowRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = rowRoutes(rowModel);
