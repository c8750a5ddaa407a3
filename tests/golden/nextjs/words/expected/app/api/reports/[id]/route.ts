import { reportModel } from "../../../../server/entities/report";
import { reportBesideRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = reportBesideRoutes(reportModel);
