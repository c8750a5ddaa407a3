import { literalModel } from "../../../../server/entities/literal";
import { exportRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = exportRoutes(literalModel);
