import { serviceService } from "../../../../server/entities/service";
import { statsRoutes } from "../../../../server/handlers";

export const { GET } = statsRoutes(serviceService);
