// React hooks over Appointment rows. From entity "appointment" of the spec.
import { createHooks } from "@sayso/app-kit";
import { appointmentService } from "../services/appointment";

const hooks = createHooks(appointmentService);

export const useAppointments = hooks.useList;
export const useAppointment = hooks.useOne;
export const useCreateAppointment = hooks.useCreate;
export const useUpdateAppointment = hooks.useUpdate;
export const useDeleteAppointment = hooks.useDelete;
