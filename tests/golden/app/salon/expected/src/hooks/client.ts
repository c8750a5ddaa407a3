// React hooks over Client rows. From entity "client" of the spec.
import { createHooks } from "@sayso/app-kit";
import { clientService } from "../services/client";

const hooks = createHooks(clientService);

export const useClients = hooks.useList;
export const useClient = hooks.useOne;
export const useCreateClient = hooks.useCreate;
export const useUpdateClient = hooks.useUpdate;
export const useDeleteClient = hooks.useDelete;
