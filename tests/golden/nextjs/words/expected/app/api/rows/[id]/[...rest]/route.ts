import { rowModel } from "../../../../../server/entities/row";
import { belowRowRoutes } from "../../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = belowRowRoutes(rowModel);
