import { memo, type ReactNode } from "react";
import type { Message } from "../state/messages";
import { AssistantMessage } from "./AssistantMessage";
import type { Draft } from "./drafts";
import { PersonMessage } from "./PersonMessage";
import { SystemMessage } from "./SystemMessage";

export interface MessageItemProps {
  readonly message: Message;
  readonly isLast: boolean;
  readonly answers: Draft["answers"];
  readonly onAnswers: (answers: Draft["answers"]) => void;
}

/** One message, by who said it. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps): ReactNode {
  const { message, isLast } = props;
  if (message.role === "user") return <PersonMessage message={message} />;
  if (message.role === "system") return <SystemMessage message={message} isLast={isLast} />;
  return <AssistantMessage {...props} />;
});
