import { type ApiError, toast, toastError } from "@sayso/app-kit";
import type { UseMutationResult } from "@tanstack/react-query";
import { api, dataOf } from "../../api/client";
import { useDashboardChange } from "../queries";

/** Removes a dashboard, with a way back. */
export function useRemoveDashboard(
  { id, name }: { readonly id: string; readonly name: string },
  done?: () => void,
): UseMutationResult<unknown, ApiError, void> {
  const params = { path: { dashboard_id: id } };
  const restore = useDashboardChange(
    () => dataOf(api.POST("/api/v1/dashboards/{dashboard_id}/restore", { params })),
    () => toast(`“${name}” is back. Links to it stay withdrawn.`),
  );
  return useDashboardChange(
    () => dataOf(api.DELETE("/api/v1/dashboards/{dashboard_id}", { params })).catch(said),
    () => {
      done?.();
      toast(`“${name}” is removed.`, { undo: () => restore.mutate() });
    },
  );
}

function said(error: unknown): never {
  toastError(error);
  throw error;
}
