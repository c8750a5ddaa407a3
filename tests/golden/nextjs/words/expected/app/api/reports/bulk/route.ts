import { reportModel } from "../../../../server/entities/report";
import { bulkRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = bulkRoutes(reportModel);
