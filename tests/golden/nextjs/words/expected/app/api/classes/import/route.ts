import { classModel } from "../../../../server/entities/class";
import { importRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = importRoutes(classModel);
