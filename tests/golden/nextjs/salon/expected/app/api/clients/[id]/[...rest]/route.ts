import { clientService } from "../../../../../server/entities/client";
import { belowRowRoutes } from "../../../../../server/handlers";

export const { GET, POST, PUT } = belowRowRoutes(clientService);
