import { useIsConnected } from "@sayso/app-kit";
import { CloudOff } from "lucide-react";
import type { ReactNode } from "react";
import type { Link } from "../../api/following";
import { useTold } from "../state/context";

const WORDS: Partial<Record<Link, string>> = {
  lost: "The connection was lost. It is taken up again where it broke off.",
  closed: "The server cannot be reached just now. It is tried again until it answers; nothing is lost.",
};

/** Said while news of the session cannot be heard. */
export function LinkLine(): ReactNode {
  const isConnected = useIsConnected();
  const told = useTold();
  // a server that answers nothing at all is told of over every screen
  const words = isConnected ? WORDS[told.link] : undefined;
  return (
    <div role="status">
      {words && (
        <p className="talk-link">
          <CloudOff aria-hidden className="size-4 flex-none" />
          {words}
        </p>
      )}
    </div>
  );
}
