import { serviceModel } from "../../../../server/entities/service";
import { bulkRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = bulkRoutes(serviceModel);
