import { CloudOff } from "lucide-react";
import type { ReactNode } from "react";
import { useReconnect } from "./use-reconnect";

/** Said over every screen while the server cannot be reached; it goes by itself. */
export function ConnectionNotice(): ReactNode {
  const isConnected = useReconnect();
  return (
    <div className="connection-notice" role="status">
      {!isConnected && (
        <p>
          <CloudOff aria-hidden />
          <span>
            <strong>The connection is lost.</strong> Trying again; nothing you typed is lost.
          </span>
        </p>
      )}
    </div>
  );
}
