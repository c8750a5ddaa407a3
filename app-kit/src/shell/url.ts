import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/** The parameters of the address, all of them text. */
export type UrlParams = Readonly<Record<string, string>>;

/** Reads an address's query into plain text values, without guessing at their types. */
export function parseParams(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query));
}

/** Writes parameters the way people can read them: `?appointment.status=booked`. */
export function stringifyParams(params: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== "") query.set(key, String(value));
  }
  const text = query.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

/** All parameters of the present address. */
export function useUrlParams(): UrlParams {
  return useSearch({ strict: false }) as UrlParams;
}

export type ChangeParams = (
  changes: Readonly<Record<string, string | null>>,
  options?: { readonly push?: boolean },
) => void;

/** Changes some parameters and keeps the rest; null removes one. `push` adds a step to go back to. */
export function useChangeParams(): ChangeParams {
  const navigate = useNavigate();
  return useCallback(
    (changes, { push = false } = {}) => {
      void navigate({
        to: ".",
        replace: !push,
        search: ((before: UrlParams) => {
          const after: Record<string, string> = { ...before };
          for (const [key, value] of Object.entries(changes)) {
            if (value === null) delete after[key];
            else after[key] = value;
          }
          return after;
        }) as never,
      });
    },
    [navigate],
  );
}

/** One parameter of the address as state. */
export function useUrlState(key: string): readonly [string | null, (value: string | null) => void] {
  const params = useUrlParams();
  const change = useChangeParams();
  const set = useCallback((value: string | null) => change({ [key]: value }), [change, key]);
  return [params[key] ?? null, set];
}
