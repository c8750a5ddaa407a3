import { stylistService } from "../../../../../server/entities/stylist";
import { belowRowRoutes } from "../../../../../server/handlers";

export const { GET, POST, PUT } = belowRowRoutes(stylistService);
