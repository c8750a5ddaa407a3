import { stylistService } from "../../../../server/entities/stylist";
import { exportRoutes } from "../../../../server/handlers";

export const { GET } = exportRoutes(stylistService);
