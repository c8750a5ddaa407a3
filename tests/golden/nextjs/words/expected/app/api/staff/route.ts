import { staffModel } from "../../../server/entities/staff";
import { collectionRoutes } from "../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes(staffModel);
