import { stylistService } from "../../../../server/entities/stylist";
import { rowRoutes } from "../../../../server/handlers";

export const { GET, PATCH, DELETE } = rowRoutes(stylistService);
