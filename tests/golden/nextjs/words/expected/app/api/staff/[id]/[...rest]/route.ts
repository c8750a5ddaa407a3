import { staffModel } from "../../../../../server/entities/staff";
import { belowRowRoutes } from "../../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = belowRowRoutes(staffModel);
