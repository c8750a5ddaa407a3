import { appointmentService } from "../../../../server/entities/appointment";
import { bulkRoutes } from "../../../../server/handlers";

export const { POST } = bulkRoutes(appointmentService);
