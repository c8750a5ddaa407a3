import { appointmentModel } from "../../../../server/entities/appointment";
import { exportRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = exportRoutes(appointmentModel);
