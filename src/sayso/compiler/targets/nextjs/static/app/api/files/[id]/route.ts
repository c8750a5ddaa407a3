import { fileRoutes } from "../../../../server/handlers";

export const { GET } = fileRoutes;
