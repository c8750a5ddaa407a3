import { stylistModel } from "../../../../server/entities/stylist";
import { importRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = importRoutes(stylistModel);
