import type { ReactNode } from "react";
import type { TabProps } from "../bot/tabs";
import { Review } from "./Review";

/** A new version of a bot that is there, before it takes the place of the one that is active. */
export default function ReviewTab({ bot }: TabProps): ReactNode {
  return bot.candidate === null ? null : <Review key={bot.candidate} bot={bot} number={bot.candidate} />;
}
