import { staffModel } from "../../../../server/entities/staff";
import { statsRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = statsRoutes(staffModel);
