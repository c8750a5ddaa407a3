import { reportModel } from "../../../server/entities/report";
import { collectionRoutes } from "../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes(reportModel);
