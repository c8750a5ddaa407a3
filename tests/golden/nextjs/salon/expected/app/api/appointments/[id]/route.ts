import { appointmentModel } from "../../../../server/entities/appointment";
import { rowRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = rowRoutes(appointmentModel);
