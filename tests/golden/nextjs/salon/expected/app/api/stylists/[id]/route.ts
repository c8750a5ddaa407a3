import { stylistModel } from "../../../../server/entities/stylist";
import { rowRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = rowRoutes(stylistModel);
