// Reads and writes Appointment rows through the data API. From entity "appointment" of the spec.
import { createService } from "@sayso/app-kit";
import { type Appointment, type AppointmentInput, appointment } from "../entities/appointment";

export const appointmentService = createService<Appointment, AppointmentInput>(appointment);
