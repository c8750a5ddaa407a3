import { clientService } from "../../../../server/entities/client";
import { exportRoutes } from "../../../../server/handlers";

export const { GET } = exportRoutes(clientService);
