import { appointmentService } from "../../../../server/entities/appointment";
import { rowRoutes } from "../../../../server/handlers";

export const { GET, PATCH, DELETE } = rowRoutes(appointmentService);
