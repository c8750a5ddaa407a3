import { clientService } from "../../../../server/entities/client";
import { statsRoutes } from "../../../../server/handlers";

export const { GET } = statsRoutes(clientService);
