// React hooks over Reparaturauftrag rows. From entity "auftrag" of the spec.
import { createHooks } from "@sayso/app-kit";
import { auftragService } from "../services/auftrag";

const hooks = createHooks(auftragService);

export const useAuftrags = hooks.useList;
export const useAuftrag = hooks.useOne;
export const useCreateAuftrag = hooks.useCreate;
export const useUpdateAuftrag = hooks.useUpdate;
export const useDeleteAuftrag = hooks.useDelete;
