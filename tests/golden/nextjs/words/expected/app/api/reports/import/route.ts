import { reportModel } from "../../../../server/entities/report";
import { importRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = importRoutes(reportModel);
