import { serviceModel } from "../../../../server/entities/service";
import { importRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = importRoutes(serviceModel);
