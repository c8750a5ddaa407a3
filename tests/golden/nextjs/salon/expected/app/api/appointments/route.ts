import { appointmentModel } from "../../../server/entities/appointment";
import { collectionRoutes } from "../../../server/handlers";

export const { GET, POST, PUT, PATCH, DELETE } = collectionRoutes(appointmentModel);
