import { type ApiError, toast } from "@sayso/app-kit";
import { type QueryKey, type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";

export interface AccountChange<Wanted, Made> {
  readonly change: (wanted: Wanted) => Promise<Made>;
  /** What is shown of it, asked for again before it counts as done. */
  readonly renews: readonly QueryKey[];
  readonly said?: string;
  readonly done?: (made: Made, wanted: Wanted) => void;
}

/** A change of what belongs to the agency. */
export function useAccountChange<Wanted = void, Made = unknown>({
  change,
  renews,
  said,
  done,
}: AccountChange<Wanted, Made>): UseMutationResult<Made, ApiError, Wanted> {
  const client = useQueryClient();
  return useMutation<Made, ApiError, Wanted>({
    mutationFn: change,
    onSuccess: async (made, wanted) => {
      await Promise.all(renews.map((queryKey) => client.invalidateQueries({ queryKey })));
      if (said) toast(said);
      done?.(made, wanted);
    },
  });
}
