import { type ApiError, toastError } from "@sayso/app-kit";
import {
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../api/client";
import type { BlockView, DashboardLine, DashboardView } from "./types";

/** What is known of dashboards, below one key, so that a change can have all of it asked for again. */
export const keys = {
  list: ["dashboards", "all"] as const,
  dashboard: (id: string) => ["dashboards", "one", id] as const,
  block: (id: string, ...what: readonly (string | number)[]) => ["dashboards", "block", id, ...what] as const,
  shared: (token: string) => ["shared", token] as const,
};

const MOST = 200;

/** One's own dashboards and those that the agency sees. */
export function useDashboards(): UseQueryResult<readonly DashboardLine[], ApiError> {
  return useQuery({
    queryKey: keys.list,
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET("/api/v1/dashboards", { params: { query: { limit: MOST } }, signal }))).items,
  });
}

/** A dashboard with its blocks; events tell when to look again, so it does not age by itself. */
export function useDashboard(id: string): UseQueryResult<DashboardView, ApiError> {
  return useQuery({
    queryKey: keys.dashboard(id),
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/dashboards/{dashboard_id}", { params: { path: { dashboard_id: id } }, signal })),
  });
}

/** A version of a block with its code. */
export function useVersion(id: string, version: number | null): UseQueryResult<Schemas["VersionView"], ApiError> {
  const number = version ?? 0;
  return useQuery({
    queryKey: keys.block(id, "version", number),
    queryFn: ({ signal }) =>
      dataOf(
        api.GET("/api/v1/blocks/{block_id}/versions/{number}", { params: { path: { block_id: id, number } }, signal }),
      ),
    enabled: version !== null,
  });
}

/** What differs between two versions of a block. */
export function useComparison(
  id: string,
  from: number,
  to: number,
): UseQueryResult<Schemas["BlockComparisonView"], ApiError> {
  const params = { path: { block_id: id }, query: { from, to } };
  return useQuery({
    queryKey: keys.block(id, "compare", from, to),
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/blocks/{block_id}/compare", { params, signal })),
  });
}

/** The walls that the code of blocks runs behind. */
export function useSandbox(enabled = true): UseQueryResult<Schemas["SandboxView"], ApiError> {
  return useQuery({
    queryKey: ["sandbox"],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/sandbox", { signal })),
    staleTime: 60_000,
    enabled,
  });
}

/** A block as it is by now, put where its dashboard is shown. */
export async function renewBlock(client: QueryClient, dashboard: string, id: string): Promise<void> {
  const block = await dataOf(api.GET("/api/v1/blocks/{block_id}", { params: { path: { block_id: id } } }));
  putBlock(client, dashboard, block);
}

export function putBlock(client: QueryClient, dashboard: string, block: BlockView): void {
  client.setQueryData<DashboardView>(keys.dashboard(dashboard), (known) => {
    if (!known || block.dashboard_id !== dashboard) return known;
    const isKnown = known.blocks.some(({ id }) => id === block.id);
    const blocks = isKnown ? known.blocks.map((one) => (one.id === block.id ? block : one)) : [...known.blocks, block];
    return { ...known, blocks };
  });
}

export function dropBlock(client: QueryClient, dashboard: string, id: string): void {
  client.setQueryData<DashboardView>(
    keys.dashboard(dashboard),
    (known) => known && { ...known, blocks: known.blocks.filter((block) => block.id !== id) },
  );
}

/** Something done to a block whose answer is the block; a refusal is said in passing unless it is shown in place. */
export function useBlockAct<Given = void>(
  dashboard: string,
  act: (given: Given) => Promise<BlockView>,
  { done, isQuiet = false }: { readonly done?: (block: BlockView) => void; readonly isQuiet?: boolean } = {},
): UseMutationResult<BlockView, ApiError, Given> {
  const client = useQueryClient();
  return useMutation<BlockView, ApiError, Given>({
    mutationFn: act,
    onSuccess: (block) => {
      putBlock(client, dashboard, block);
      void client.invalidateQueries({ queryKey: keys.block(block.id) });
      done?.(block);
    },
    ...(isQuiet ? {} : { onError: toastError }),
  });
}

/** A change of a dashboard; afterwards the list and the dashboard are asked for again. */
export function useDashboardChange<Given = void, Answer = unknown>(
  change: (given: Given) => Promise<Answer>,
  done?: (answer: Answer, given: Given) => void,
): UseMutationResult<Answer, ApiError, Given> {
  const client = useQueryClient();
  return useMutation<Answer, ApiError, Given>({
    mutationFn: change,
    onSuccess: async (answer, given) => {
      done?.(answer, given);
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.list }),
        client.invalidateQueries({ queryKey: ["dashboards", "one"] }),
      ]);
    },
  });
}
