// React hooks over Ersatzteil rows. From entity "ersatzteil" of the spec.
import { createHooks } from "@sayso/app-kit";
import { ersatzteilService } from "../services/ersatzteil";

const hooks = createHooks(ersatzteilService);

export const useErsatzteils = hooks.useList;
export const useErsatzteil = hooks.useOne;
export const useCreateErsatzteil = hooks.useCreate;
export const useUpdateErsatzteil = hooks.useUpdate;
export const useDeleteErsatzteil = hooks.useDelete;
