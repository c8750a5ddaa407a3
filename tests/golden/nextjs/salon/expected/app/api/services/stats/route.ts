import { serviceModel } from "../../../../server/entities/service";
import { statsRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = statsRoutes(serviceModel);
