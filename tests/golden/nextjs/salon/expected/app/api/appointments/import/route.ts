import { appointmentModel } from "../../../../server/entities/appointment";
import { importRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = importRoutes(appointmentModel);
