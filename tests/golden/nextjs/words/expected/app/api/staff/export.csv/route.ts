import { staffModel } from "../../../../server/entities/staff";
import { exportRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = exportRoutes(staffModel);
