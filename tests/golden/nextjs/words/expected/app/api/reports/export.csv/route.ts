import { reportModel } from "../../../../server/entities/report";
import { exportRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = exportRoutes(reportModel);
