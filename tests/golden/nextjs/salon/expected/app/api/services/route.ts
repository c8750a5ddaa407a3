import { serviceModel } from "../../../server/entities/service";
import { collectionRoutes } from "../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes(serviceModel);
