import { useQuery } from "@tanstack/react-query";
import { api, dataOf } from "../../api/client";
import { keys } from "../queries";

interface Session {
  readonly role: { readonly name: string; readonly label: string } | null;
  readonly may_switch: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface OwnRole {
  readonly label: string;
  readonly isWidest: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The role that the person has in a module; null where they have none, undefined until that is known. */
export function useOwnRole(slug: string): OwnRole | null | undefined {
  const params = { path: { slug, data_path: "session" } };
  const { data, error } = useQuery({
    queryKey: keys.of(slug, "session"),
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/modules/{slug}/data/{data_path}", { params, signal })) as Promise<Session>,
    retry: false,
  });
  if (error) return null;
  if (!data) return undefined;
  return { label: data.role?.label ?? "none", isWidest: data.may_switch, settings: data.settings };
}
