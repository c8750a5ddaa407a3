// React hooks over Class rows. From entity "class" of the spec.
import { createHooks } from "@sayso/app-kit";
import { classService } from "../services/class";

const hooks = createHooks(classService);

export const useClasses = hooks.useList;
export const useClass = hooks.useOne;
export const useCreateClass = hooks.useCreate;
export const useUpdateClass = hooks.useUpdate;
export const useDeleteClass = hooks.useDelete;
