import { api, dataOf } from "../api/client";
import type { BlockChange, BlockView } from "./types";

const of = (id: string) => ({ params: { path: { block_id: id } } }) as const;

/** What can be done to a block; each answers the block as it is then. */
export const refreshBlock = (id: string): Promise<BlockView> =>
  dataOf(api.POST("/api/v1/blocks/{block_id}/refresh", of(id)));

export const stopBlock = (id: string): Promise<BlockView> => dataOf(api.POST("/api/v1/blocks/{block_id}/stop", of(id)));

export const wakeBlock = (id: string): Promise<BlockView> => dataOf(api.POST("/api/v1/blocks/{block_id}/wake", of(id)));

export const restoreBlock = (id: string): Promise<BlockView> =>
  dataOf(api.POST("/api/v1/blocks/{block_id}/restore", of(id)));

export const changeBlock = (id: string, body: BlockChange): Promise<BlockView> =>
  dataOf(api.PATCH("/api/v1/blocks/{block_id}", { ...of(id), body }));

export const sayToBlock = (id: string, text: string): Promise<BlockView> =>
  dataOf(api.POST("/api/v1/blocks/{block_id}/words", { ...of(id), body: { text } }));

export const removeBlock = (id: string): Promise<unknown> => dataOf(api.DELETE("/api/v1/blocks/{block_id}", of(id)));

export const askForBlock = (dashboard: string, asked: string): Promise<BlockView> =>
  dataOf(
    api.POST("/api/v1/dashboards/{dashboard_id}/blocks", {
      params: { path: { dashboard_id: dashboard } },
      body: { asked },
    }),
  );
