import { clientModel } from "../../../../server/entities/client";
import { rowRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = rowRoutes(clientModel);
