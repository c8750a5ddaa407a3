import { openapiRoutes } from "../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = openapiRoutes;
