import { clientModel } from "../../../../server/entities/client";
import { importRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = importRoutes(clientModel);
