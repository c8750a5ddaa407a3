import { serviceService } from "../../../../server/entities/service";
import { exportRoutes } from "../../../../server/handlers";

export const { GET } = exportRoutes(serviceService);
