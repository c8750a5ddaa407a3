import { staffModel } from "../../../../server/entities/staff";
import { bulkRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = bulkRoutes(staffModel);
