import { reportRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = reportRoutes;
