import { appointmentService } from "../../../../server/entities/appointment";
import { importRoutes } from "../../../../server/handlers";

export const { POST } = importRoutes(appointmentService);
