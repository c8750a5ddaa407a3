import { staffModel } from "../../../../server/entities/staff";
import { importRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = importRoutes(staffModel);
