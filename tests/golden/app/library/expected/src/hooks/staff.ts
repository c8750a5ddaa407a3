// React hooks over Staff rows. From entity "staff" of the spec.
import { createHooks } from "@sayso/app-kit";
import { staffService } from "../services/staff";

const hooks = createHooks(staffService);

export const useStaffList = hooks.useList;
export const useStaff = hooks.useOne;
export const useCreateStaff = hooks.useCreate;
export const useUpdateStaff = hooks.useUpdate;
export const useDeleteStaff = hooks.useDelete;
