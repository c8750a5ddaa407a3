// React hooks over Kundin oder Kunde rows. From entity "kunde" of the spec.
import { createHooks } from "@sayso/app-kit";
import { kundeService } from "../services/kunde";

const hooks = createHooks(kundeService);

export const useKundes = hooks.useList;
export const useKunde = hooks.useOne;
export const useCreateKunde = hooks.useCreate;
export const useUpdateKunde = hooks.useUpdate;
export const useDeleteKunde = hooks.useDelete;
