import { appointmentModel } from "../../../../server/entities/appointment";
import { statsRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = statsRoutes(appointmentModel);
