import { serviceService } from "../../../../server/entities/service";
import { bulkRoutes } from "../../../../server/handlers";

export const { POST } = bulkRoutes(serviceService);
