import { uploadRoutes } from "../../../server/handlers";

export const { POST } = uploadRoutes;
