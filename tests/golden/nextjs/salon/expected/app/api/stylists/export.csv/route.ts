import { stylistModel } from "../../../../server/entities/stylist";
import { exportRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = exportRoutes(stylistModel);
