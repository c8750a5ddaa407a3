import { stylistService } from "../../../../server/entities/stylist";
import { statsRoutes } from "../../../../server/handlers";

export const { GET } = statsRoutes(stylistService);
