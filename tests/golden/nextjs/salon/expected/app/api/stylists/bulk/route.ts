import { stylistService } from "../../../../server/entities/stylist";
import { bulkRoutes } from "../../../../server/handlers";

export const { POST } = bulkRoutes(stylistService);
