import { staffModel } from "../../../../server/entities/staff";
import { rowRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = rowRoutes(staffModel);
