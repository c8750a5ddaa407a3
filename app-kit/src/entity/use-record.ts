import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ApiError } from "../data/errors";
import { queryKeys } from "../data/hooks";
import { serviceOf } from "../data/service";
import type { AnyEntity, AnyRow } from "../definition/entity";

/** One row of an entity; idle while `id` is null. */
export function useRecord(entity: AnyEntity, id: string | null): UseQueryResult<AnyRow, ApiError> {
  return useQuery({
    queryKey: queryKeys.one(entity, id ?? ""),
    queryFn: async ({ signal }) => (await serviceOf(entity).get(id ?? "", { signal })) as AnyRow,
    enabled: id !== null,
  });
}
