import { literalModel } from "../../../../server/entities/literal";
import { statsRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = statsRoutes(literalModel);
