import { serviceService } from "../../../../server/entities/service";
import { rowRoutes } from "../../../../server/handlers";

export const { GET, PATCH, DELETE } = rowRoutes(serviceService);
