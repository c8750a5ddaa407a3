import { signOutRoutes } from "../../server/handlers";

export const { POST } = signOutRoutes;
