import { classModel } from "../../../../server/entities/class";
import { statsRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = statsRoutes(classModel);
