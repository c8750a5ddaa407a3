import { stylistModel } from "../../../../server/entities/stylist";
import { bulkRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = bulkRoutes(stylistModel);
