import { appointmentService } from "../../../../server/entities/appointment";
import { exportRoutes } from "../../../../server/handlers";

export const { GET } = exportRoutes(appointmentService);
