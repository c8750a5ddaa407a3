import { stylistModel } from "../../../../server/entities/stylist";
import { statsRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = statsRoutes(stylistModel);
