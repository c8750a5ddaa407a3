import { stylistModel } from "../../../../../server/entities/stylist";
import { belowRowRoutes } from "../../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = belowRowRoutes(stylistModel);
