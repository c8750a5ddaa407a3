import type { ReactNode } from "react";
import type { TabProps } from "../bot/tabs";
import { Talk } from "./Talk";

/** The conversation of a bot that is there: what should be different becomes a new version to look at. */
export default function TalkTab({ bot, lines }: TabProps): ReactNode {
  return (
    <div className="bot-alone">
      <p className="text-sm text-muted">
        What you say becomes a new version. You look at it and activate it; what runs now stays until then.
      </p>
      <Talk bot={bot} lines={lines} />
    </div>
  );
}
