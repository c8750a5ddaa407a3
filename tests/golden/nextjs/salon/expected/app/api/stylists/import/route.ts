import { stylistService } from "../../../../server/entities/stylist";
import { importRoutes } from "../../../../server/handlers";

export const { POST } = importRoutes(stylistService);
