import { literalModel } from "../../../../server/entities/literal";
import { importRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = importRoutes(literalModel);
