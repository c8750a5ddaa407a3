import { appointmentService } from "../../../../../server/entities/appointment";
import { belowRowRoutes } from "../../../../../server/handlers";

export const { GET, POST, PUT } = belowRowRoutes(appointmentService);
