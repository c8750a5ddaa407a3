// React hooks over Stylist rows. From entity "stylist" of the spec.
import { createHooks } from "@sayso/app-kit";
import { stylistService } from "../services/stylist";

const hooks = createHooks(stylistService);

export const useStylists = hooks.useList;
export const useStylist = hooks.useOne;
export const useCreateStylist = hooks.useCreate;
export const useUpdateStylist = hooks.useUpdate;
export const useDeleteStylist = hooks.useDelete;
