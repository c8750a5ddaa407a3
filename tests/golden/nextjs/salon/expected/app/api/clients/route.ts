import { clientModel } from "../../../server/entities/client";
import { collectionRoutes } from "../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes(clientModel);
