import { serviceService } from "../../../../server/entities/service";
import { importRoutes } from "../../../../server/handlers";

export const { POST } = importRoutes(serviceService);
