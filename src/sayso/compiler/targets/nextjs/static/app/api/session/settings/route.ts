import { settingsRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = settingsRoutes;
