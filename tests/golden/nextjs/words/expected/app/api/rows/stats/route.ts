import { rowModel } from "../../../../server/entities/row";
import { statsRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = statsRoutes(rowModel);
