import { rowModel } from "../../../server/entities/row";
import { collectionRoutes } from "../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes(rowModel);
