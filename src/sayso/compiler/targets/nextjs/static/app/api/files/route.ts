import { uploadRoutes } from "../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = uploadRoutes;
