import { clientService } from "../../../../server/entities/client";
import { bulkRoutes } from "../../../../server/handlers";

export const { POST } = bulkRoutes(clientService);
