import { type ApiError, toastError } from "@sayso/app-kit";
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { type Paged, usePages } from "../api/pages";
import {
  compareVersions,
  keptState,
  listApprovals,
  listBots,
  listRuns,
  listVersions,
  messagesOf,
  type RunsWanted,
  readBot,
  readRun,
  readVersion,
} from "./calls";
import type {
  Approval,
  BotLine,
  BotStatus,
  BotView,
  Comparison,
  Kept,
  Message,
  RunLine,
  RunView,
  VersionLine,
  VersionView,
} from "./types";

/** What is known of bots, each below its own key, so that a change can have all of it asked for again. */
export const keys = {
  lists: ["bots", "list"] as const,
  bot: (id: string) => ["bots", "one", id] as const,
  of: (id: string, ...what: readonly (string | number)[]) => ["bots", "of", id, ...what] as const,
  runs: ["bots", "runs"] as const,
  run: (id: string) => ["bots", "run", id] as const,
  approvals: ["bots", "approvals"] as const,
};

export interface BotFilter {
  readonly status: BotStatus | null;
  readonly q: string;
}

const WORKING = 3_000;
const CALM = 30_000;
const WORKS = new Set(["reading", "writing", "testing", "healing"]);

/** Whether something is being done about a bot right now. */
export const isWorking = ({ stage }: Pick<BotView, "stage">): boolean => WORKS.has(stage);

/** The bots of the agency. */
export function useBots({ status, q }: BotFilter): Paged<BotLine> {
  return usePages<BotLine>({
    key: [...keys.lists, status, q],
    ask: (query, signal) =>
      listBots({ ...query, ...(status ? { status: [status] } : {}), ...(q ? { q } : {}) }, signal),
    rhythm: (bots) => (bots.some(isWorking) ? WORKING : CALM),
  });
}

/** One bot; events tell when to look again. */
export function useBot(id: string): UseQueryResult<BotView, ApiError> {
  return useQuery({ queryKey: keys.bot(id), queryFn: ({ signal }) => readBot(id, signal) });
}

/** The conversation in which a bot is made and changed. */
export function useMessages(id: string): UseQueryResult<readonly Message[], ApiError> {
  return useQuery({ queryKey: keys.of(id, "messages"), queryFn: ({ signal }) => messagesOf(id, signal) });
}

export function useVersions(id: string): Paged<VersionLine> {
  return usePages<VersionLine>({
    key: keys.of(id, "versions"),
    ask: (query, signal) => listVersions(id, query, signal),
  });
}

/** A version with its code, its details and its report. */
export function useVersion(id: string, number: number | null): UseQueryResult<VersionView, ApiError> {
  return useQuery({
    queryKey: keys.of(id, "version", number ?? 0),
    queryFn: ({ signal }) => readVersion(id, number ?? 0, signal),
    enabled: number !== null,
  });
}

export function useComparison(id: string, from: number, to: number): UseQueryResult<Comparison, ApiError> {
  return useQuery({
    queryKey: keys.of(id, "compare", from, to),
    queryFn: ({ signal }) => compareVersions(id, from, to, signal),
  });
}

/** Runs, the newest first. */
export function useRuns(wanted: RunsWanted, limit = 30): Paged<RunLine> {
  return usePages<RunLine>({
    key: [...keys.runs, wanted, limit],
    ask: (query, signal) => listRuns({ ...query, ...wanted }, signal),
    limit,
    rhythm: () => CALM,
  });
}

export function useRun(id: string): UseQueryResult<RunView, ApiError> {
  return useQuery({ queryKey: keys.run(id), queryFn: ({ signal }) => readRun(id, signal) });
}

/** What waits for a person. */
export function useApprovals(enabled = true): UseQueryResult<readonly Approval[], ApiError> {
  return useQuery({
    queryKey: keys.approvals,
    queryFn: ({ signal }) => listApprovals(signal),
    refetchInterval: CALM,
    enabled,
  });
}

/** What a bot remembers from run to run. */
export function useKept(id: string): UseQueryResult<readonly Kept[], ApiError> {
  return useQuery({ queryKey: keys.of(id, "state"), queryFn: ({ signal }) => keptState(id, signal) });
}

interface ActOptions<Answer> {
  readonly done?: (answer: Answer) => void;
  /** Whether a refusal is shown in place, and not in passing. */
  readonly isQuiet?: boolean;
}

/** Something done to a bot, its triggers or its runs; all that is known of bots is looked at again. */
export function useAct<Given = void, Answer = unknown>(
  act: (given: Given) => Promise<Answer>,
  { done, isQuiet = false }: ActOptions<Answer> = {},
): UseMutationResult<Answer, ApiError, Given> {
  const client = useQueryClient();
  return useMutation<Answer, ApiError, Given>({
    mutationFn: act,
    onSuccess: (answer) => {
      done?.(answer);
      return client.invalidateQueries({ queryKey: ["bots"] });
    },
    ...(isQuiet ? {} : { onError: toastError }),
  });
}

/** Something done to a bot whose answer is the bot, which is shown at once. */
export function useBotAct<Given = void>(
  act: (given: Given) => Promise<BotView>,
  options: ActOptions<BotView> = {},
): UseMutationResult<BotView, ApiError, Given> {
  const client = useQueryClient();
  return useAct<Given, BotView>(act, {
    ...options,
    done: (bot) => {
      client.setQueryData(keys.bot(bot.id), bot);
      options.done?.(bot);
    },
  });
}
