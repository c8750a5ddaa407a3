import { appointmentService } from "../../../../server/entities/appointment";
import { statsRoutes } from "../../../../server/handlers";

export const { GET } = statsRoutes(appointmentService);
