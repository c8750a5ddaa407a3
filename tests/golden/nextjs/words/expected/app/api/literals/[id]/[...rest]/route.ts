import { literalModel } from "../../../../../server/entities/literal";
import { belowRowRoutes } from "../../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = belowRowRoutes(literalModel);
