import { connection, useIsConnected } from "@sayso/app-kit";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../api/client";

const EVERY = 2_000;

/** While the server cannot be reached, knocks until it can; then asks for everything on screen again. */
export function useReconnect(): boolean {
  const isConnected = useIsConnected();
  const client = useQueryClient();
  useEffect(() => {
    if (isConnected) return;
    const knock = () => void api.GET("/api/v1/health").catch(() => connection.report(false));
    const timer = setInterval(knock, EVERY);
    return () => {
      clearInterval(timer);
      void client.invalidateQueries();
    };
  }, [isConnected, client]);
  return isConnected;
}
