import { stylistService } from "../../../server/entities/stylist";
import { collectionRoutes } from "../../../server/handlers";

export const { GET, POST } = collectionRoutes(stylistService);
