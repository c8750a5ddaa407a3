// React hooks over Service rows. From entity "service" of the spec.
import { createHooks } from "@sayso/app-kit";
import { serviceService } from "../services/service";

const hooks = createHooks(serviceService);

export const useServices = hooks.useList;
export const useService = hooks.useOne;
export const useCreateService = hooks.useCreate;
export const useUpdateService = hooks.useUpdate;
export const useDeleteService = hooks.useDelete;
