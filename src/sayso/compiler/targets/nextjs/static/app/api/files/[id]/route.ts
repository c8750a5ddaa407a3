import { fileRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = fileRoutes;
