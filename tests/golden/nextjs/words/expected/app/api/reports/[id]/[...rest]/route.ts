import { reportModel } from "../../../../../server/entities/report";
import { belowRowRoutes } from "../../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = belowRowRoutes(reportModel);
