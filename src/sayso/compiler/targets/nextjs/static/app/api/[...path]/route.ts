import { otherRoutes } from "../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = otherRoutes;
