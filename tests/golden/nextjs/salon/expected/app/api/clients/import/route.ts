import { clientService } from "../../../../server/entities/client";
import { importRoutes } from "../../../../server/handlers";

export const { POST } = importRoutes(clientService);
