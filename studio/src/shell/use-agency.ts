import { toastError } from "@sayso/app-kit";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { api, dataOf } from "../api/client";
import { useMe } from "../api/me";

/** Lets this browser speak for another agency of the person, and goes to its start. */
export function useSwitchAgency() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (agency: string) => dataOf(api.POST("/api/v1/auth/agency", { body: { agency } })),
    onError: toastError,
    onSuccess: async (me) => {
      await navigate({ to: "/" });
      client.setQueryData(["me"], me);
    },
  });
}

/** Asks for everything anew once calls speak for another agency, whichever window switched. */
export function useFreshAgency(): void {
  const client = useQueryClient();
  const agency = useMe().data?.agency?.id;
  const known = useRef(agency);
  useEffect(() => {
    const before = known.current;
    if (agency === undefined) return;
    known.current = agency;
    if (before !== undefined && before !== agency) {
      void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
    }
  }, [agency, client]);
}
