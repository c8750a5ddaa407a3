import { rowModel } from "../../../../server/entities/row";
import { exportRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = exportRoutes(rowModel);
