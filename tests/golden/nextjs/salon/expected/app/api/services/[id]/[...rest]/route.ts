import { serviceModel } from "../../../../../server/entities/service";
import { belowRowRoutes } from "../../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = belowRowRoutes(serviceModel);
