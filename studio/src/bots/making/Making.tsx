import { type ReactNode, useState } from "react";
import { Panel } from "../../shell/Panel";
import type { TabProps } from "../bot/tabs";
import { RequirementsList } from "../review/RequirementsList";
import { Review } from "../review/Review";
import { Talk } from "./Talk";

/** How a bot comes to be: the conversation, and beside it what was made, once there is something. */
export default function Making({ bot, lines }: TabProps): ReactNode {
  const { candidate } = bot;
  const [begun, begin] = useState("");
  const flip = bot.may_edit ? { onFlip: (text: string) => begin(`Not “${text}”, but `) } : {};
  const isRead = bot.requirements.purpose !== "";
  if (candidate === null && !isRead) {
    return (
      <div className="bot-alone">
        <Talk bot={bot} lines={lines} />
      </div>
    );
  }
  return (
    <div className="bot-making">
      <Talk bot={bot} lines={lines} begun={begun} />
      <div className="bot-made">
        {candidate === null ? (
          <Understood bot={bot} {...flip} />
        ) : (
          <Review key={candidate} bot={bot} number={candidate} {...flip} />
        )}
      </div>
    </div>
  );
}

interface UnderstoodProps extends Pick<TabProps, "bot"> {
  readonly onFlip?: (assumption: string) => void;
}

function Understood({ bot, ...flip }: UnderstoodProps): ReactNode {
  return (
    <Panel title="What was understood so far">
      <RequirementsList requirements={bot.requirements} {...flip} />
    </Panel>
  );
}
