import { clientService } from "../../../server/entities/client";
import { collectionRoutes } from "../../../server/handlers";

export const { GET, POST } = collectionRoutes(clientService);
