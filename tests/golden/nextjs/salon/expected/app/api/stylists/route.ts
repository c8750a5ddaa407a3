import { stylistModel } from "../../../server/entities/stylist";
import { collectionRoutes } from "../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes(stylistModel);
