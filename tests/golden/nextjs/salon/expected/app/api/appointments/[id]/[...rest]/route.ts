import { appointmentModel } from "../../../../../server/entities/appointment";
import { belowRowRoutes } from "../../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = belowRowRoutes(appointmentModel);
