import { appointmentModel } from "../../../../server/entities/appointment";
import { bulkRoutes } from "../../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = bulkRoutes(appointmentModel);
