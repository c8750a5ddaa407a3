import { reportModel } from "../../../../server/entities/report";
import { statsRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = statsRoutes(reportModel);
