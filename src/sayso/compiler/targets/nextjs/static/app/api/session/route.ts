import { sessionRoutes } from "../../../server/handlers";

export const { GET, POST, DELETE } = sessionRoutes;
