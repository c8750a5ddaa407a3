import { clientModel } from "../../../../../server/entities/client";
import { belowRowRoutes } from "../../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = belowRowRoutes(clientModel);
