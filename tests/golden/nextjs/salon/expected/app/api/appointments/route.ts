import { appointmentService } from "../../../server/entities/appointment";
import { collectionRoutes } from "../../../server/handlers";

export const { GET, POST } = collectionRoutes(appointmentService);
