import { LoadProblem } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { RowsSkeleton } from "../../shell/PagedRows";
import type { TabProps } from "../bot/tabs";
import { useVersion } from "../queries";
import { Editing } from "./Editing";

/** The code of a bot and the cases that it has to pass: the candidate where there is one, otherwise what is active. */
export default function Code({ bot }: TabProps): ReactNode {
  const number = bot.candidate ?? bot.version;
  const { data, error, refetch } = useVersion(bot.id, number);
  if (error && !data) return <LoadProblem error={error} onRetry={refetch} />;
  if (!data) return <RowsSkeleton label="the code" />;
  return <Editing key={data.number} bot={bot} version={data} />;
}
