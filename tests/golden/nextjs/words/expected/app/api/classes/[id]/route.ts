import { classModel } from "../../../../server/entities/class";
import { rowRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = rowRoutes(classModel);
