import { literalModel } from "../../../server/entities/literal";
import { collectionRoutes } from "../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes(literalModel);
