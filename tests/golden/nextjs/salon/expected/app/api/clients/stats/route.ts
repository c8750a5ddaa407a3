import { clientModel } from "../../../../server/entities/client";
import { statsRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = statsRoutes(clientModel);
