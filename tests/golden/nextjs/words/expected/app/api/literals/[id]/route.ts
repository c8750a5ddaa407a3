import { literalModel } from "../../../../server/entities/literal";
import { rowRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = rowRoutes(literalModel);
