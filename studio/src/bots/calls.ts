import { api, dataOf, type Schemas } from "../api/client";
import type { PageQuery } from "../api/pages";
import type { BotChange, BotDetails, BotStatus, JsonValue, RunState, Said, TriggerSpec } from "./types";

/** Every call of bots, runs and triggers; what is done to a bot answers the bot as it is then. */

const ofBot = (id: string) => ({ params: { path: { bot_id: id } } }) as const;
const ofRun = (id: string) => ({ params: { path: { run_id: id } } }) as const;
const ofTrigger = (id: string) => ({ params: { path: { trigger_id: id } } }) as const;
const ofVersion = (id: string, number: number) => ({ params: { path: { bot_id: id, number } } }) as const;

export interface BotsWanted {
  readonly status?: BotStatus[];
  readonly q?: string;
}

export const listBots = (query: PageQuery & BotsWanted, signal: AbortSignal) =>
  dataOf(api.GET("/api/v1/bots", { params: { query }, signal }));

export const readBot = (id: string, signal: AbortSignal) =>
  dataOf(api.GET("/api/v1/bots/{bot_id}", { ...ofBot(id), signal }));

export const makeBot = (description: string) => dataOf(api.POST("/api/v1/bots", { body: { description } }));

export const changeBot = (id: string, body: Partial<BotChange>) =>
  dataOf(api.PATCH("/api/v1/bots/{bot_id}", { ...ofBot(id), body: { own: false, ...body } }));

export const removeBot = (id: string) => dataOf(api.DELETE("/api/v1/bots/{bot_id}", ofBot(id)));

export const restoreBot = (id: string) => dataOf(api.POST("/api/v1/bots/{bot_id}/restore", ofBot(id)));

export const sayToBot = (id: string, body: Said) =>
  dataOf(api.POST("/api/v1/bots/{bot_id}/words", { ...ofBot(id), body }));

export const messagesOf = async (id: string, signal: AbortSignal) =>
  (await dataOf(api.GET("/api/v1/bots/{bot_id}/messages", { ...ofBot(id), signal }))).items;

export const stopMaking = (id: string) => dataOf(api.POST("/api/v1/bots/{bot_id}/stop", ofBot(id)));

export const activateBot = (id: string, version: number | null, anyway = "") =>
  dataOf(api.POST("/api/v1/bots/{bot_id}/activate", { ...ofBot(id), body: { anyway, version } }));

export const pauseBot = (id: string) => dataOf(api.POST("/api/v1/bots/{bot_id}/pause", ofBot(id)));

export const listVersions = (id: string, query: PageQuery, signal: AbortSignal) =>
  dataOf(api.GET("/api/v1/bots/{bot_id}/versions", { params: { path: { bot_id: id }, query }, signal }));

export const readVersion = (id: string, number: number, signal: AbortSignal) =>
  dataOf(api.GET("/api/v1/bots/{bot_id}/versions/{number}", { ...ofVersion(id, number), signal }));

export const activateVersion = (id: string, number: number) =>
  dataOf(api.POST("/api/v1/bots/{bot_id}/versions/{number}/activate", ofVersion(id, number)));

export const testVersion = (id: string, number: number) =>
  dataOf(api.POST("/api/v1/bots/{bot_id}/versions/{number}/test", ofVersion(id, number)));

export const compareVersions = (id: string, from: number, to: number, signal: AbortSignal) =>
  dataOf(api.GET("/api/v1/bots/{bot_id}/compare", { params: { path: { bot_id: id }, query: { from, to } }, signal }));

export const writeBot = (id: string, body: { code?: string; details?: BotDetails }) =>
  dataOf(api.PUT("/api/v1/bots/{bot_id}/code", { ...ofBot(id), body }));

export const startRun = (id: string, body: Partial<Schemas["NewRun"]>) =>
  dataOf(api.POST("/api/v1/bots/{bot_id}/runs", { ...ofBot(id), body: { is_test: false, ...body } }));

export interface RunsWanted {
  readonly bot?: string;
  readonly state?: RunState[];
  readonly dead?: boolean;
}

export const listRuns = (query: PageQuery & RunsWanted, signal: AbortSignal) =>
  dataOf(api.GET("/api/v1/runs", { params: { query }, signal }));

export const readRun = (id: string, signal: AbortSignal) =>
  dataOf(api.GET("/api/v1/runs/{run_id}", { ...ofRun(id), signal }));

export const cancelRun = (id: string) => dataOf(api.POST("/api/v1/runs/{run_id}/cancel", ofRun(id)));

export const rerun = (id: string, body: { input?: JsonValue }) =>
  dataOf(api.POST("/api/v1/runs/{run_id}/rerun", { ...ofRun(id), body }));

export const dismissRun = (id: string) => dataOf(api.POST("/api/v1/runs/{run_id}/dismiss", ofRun(id)));

const MOST = 50;

export const listApprovals = async (signal: AbortSignal) =>
  (await dataOf(api.GET("/api/v1/approvals", { params: { query: { open: true, limit: MOST } }, signal }))).items;

export const decide = (id: string, approved: boolean, comment: string) =>
  dataOf(
    api.POST("/api/v1/approvals/{approval_id}", {
      params: { path: { approval_id: id } },
      body: { approved, comment },
    }),
  );

export const addTrigger = (bot: string, spec: TriggerSpec) =>
  dataOf(api.POST("/api/v1/bots/{bot_id}/triggers", { ...ofBot(bot), body: { spec } }));

export const changeTrigger = (id: string, body: Schemas["TriggerChange"]) =>
  dataOf(api.PATCH("/api/v1/triggers/{trigger_id}", { ...ofTrigger(id), body }));

export const removeTrigger = (id: string) => dataOf(api.DELETE("/api/v1/triggers/{trigger_id}", ofTrigger(id)));

export const newAddress = (id: string) => dataOf(api.POST("/api/v1/triggers/{trigger_id}/address", ofTrigger(id)));

export const callTrigger = (id: string, body: JsonValue) =>
  dataOf(api.POST("/api/v1/triggers/{trigger_id}/calls", { ...ofTrigger(id), body: { body } }));

export const newSecret = (id: string) => dataOf(api.POST("/api/v1/triggers/{trigger_id}/secret", ofTrigger(id)));

export const keptState = async (id: string, signal: AbortSignal) =>
  (await dataOf(api.GET("/api/v1/bots/{bot_id}/state", { ...ofBot(id), signal }))).items;

export const clearKept = (id: string, key: string) =>
  dataOf(api.DELETE("/api/v1/bots/{bot_id}/state/{key}", { params: { path: { bot_id: id, key } } }));
