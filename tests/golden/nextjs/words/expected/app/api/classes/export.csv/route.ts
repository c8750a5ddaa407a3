import { classModel } from "../../../../server/entities/class";
import { exportRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = exportRoutes(classModel);
