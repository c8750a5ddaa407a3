import { clientService } from "../../../../server/entities/client";
import { rowRoutes } from "../../../../server/handlers";

export const { GET, PATCH, DELETE } = rowRoutes(clientService);
