import { reportRoutes } from "../../../../server/handlers";

export const { GET } = reportRoutes;
