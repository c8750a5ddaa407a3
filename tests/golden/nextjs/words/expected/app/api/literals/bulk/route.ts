import { literalModel } from "../../../../server/entities/literal";
import { bulkRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = bulkRoutes(literalModel);
