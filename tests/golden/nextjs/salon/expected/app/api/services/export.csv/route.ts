import { serviceModel } from "../../../../server/entities/service";
import { exportRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = exportRoutes(serviceModel);
