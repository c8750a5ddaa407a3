import { roleRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = roleRoutes;
