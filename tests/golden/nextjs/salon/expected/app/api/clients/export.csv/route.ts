import { clientModel } from "../../../../server/entities/client";
import { exportRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = exportRoutes(clientModel);
