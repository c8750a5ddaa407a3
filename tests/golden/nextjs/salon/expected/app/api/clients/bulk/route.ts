import { clientModel } from "../../../../server/entities/client";
import { bulkRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = bulkRoutes(clientModel);
