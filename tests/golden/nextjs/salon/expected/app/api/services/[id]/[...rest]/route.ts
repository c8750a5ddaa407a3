import { serviceService } from "../../../../../server/entities/service";
import { belowRowRoutes } from "../../../../../server/handlers";

export const { GET, POST, PUT } = belowRowRoutes(serviceService);
