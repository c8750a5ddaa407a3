import { serviceService } from "../../../server/entities/service";
import { collectionRoutes } from "../../../server/handlers";

export const { GET, POST } = collectionRoutes(serviceService);
