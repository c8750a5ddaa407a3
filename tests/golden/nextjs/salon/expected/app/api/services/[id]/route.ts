import { serviceModel } from "../../../../server/entities/service";
import { rowRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = rowRoutes(serviceModel);
