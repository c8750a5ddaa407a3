import { type ApiError, Dialog, LoadProblem, Skeleton } from "@sayso/app-kit";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, dataOf, type Schemas } from "../../api/client";
import { keys } from "../queries";

export interface ComparingProps {
  readonly slug: string;
  readonly from: number;
  readonly to: number;
  readonly onClose: () => void;
}

/** What leads from a revision to the present one, in sentences. */
export function Comparing({ slug, from, to, onClose }: ComparingProps): ReactNode {
  const { data, error, refetch } = useQuery<Schemas["Comparison"], ApiError>({
    queryKey: keys.of(slug, "compare", String(from), String(to)),
    queryFn: ({ signal }) =>
      dataOf(
        api.GET("/api/v1/modules/{slug}/revisions/compare", {
          params: { path: { slug }, query: { from, to } },
          signal,
        }),
      ),
  });
  return (
    <Dialog open onClose={onClose} title={`From revision ${from} to ${to}`} width="36rem">
      {error && !data && <LoadProblem error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton className="h-5 w-3/5" />}
      {data?.sentences.length === 0 && <p>Both are the same.</p>}
      {!!data?.sentences.length && (
        <ul className="modules-list">
          {data.sentences.map((sentence) => (
            <li key={sentence} dir="auto">
              {sentence}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
