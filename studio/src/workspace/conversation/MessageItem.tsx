import { memo, type ReactNode } from "react";
import { AssistantMessage, type AssistantMessageProps } from "./AssistantMessage";
import { PersonMessage } from "./PersonMessage";
import { SystemMessage } from "./SystemMessage";

/** One message, by who said it. */
export const MessageItem = memo(function MessageItem(props: AssistantMessageProps): ReactNode {
  const { message, isLast } = props;
  if (message.role === "user") return <PersonMessage message={message} />;
  if (message.role === "system") return <SystemMessage message={message} isLast={isLast} />;
  return <AssistantMessage {...props} />;
});
