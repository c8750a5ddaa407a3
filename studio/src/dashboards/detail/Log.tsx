import { EmptyState } from "@sayso/app-kit";
import { CircleCheck, CircleX, ScrollText } from "lucide-react";
import type { ReactNode } from "react";
import { api, dataOf, type Schemas } from "../../api/client";
import { usePages } from "../../api/pages";
import { durationText } from "../../programs/figures";
import { Moment } from "../../shell/Moment";
import { PagedRows } from "../../shell/PagedRows";
import { keys } from "../queries";
import type { BlockView } from "../types";

const KINDS = { fetch: "Fetched", process: "Worked out", heal: "Mended", make: "Made" } as const;

/** What a block did, the newest first. */
export default function Log({ block }: { readonly block: BlockView }): ReactNode {
  const list = usePages<Schemas["LogLine"]>({
    key: keys.block(block.id, "log"),
    ask: (query, signal) =>
      dataOf(api.GET("/api/v1/blocks/{block_id}/log", { params: { path: { block_id: block.id }, query }, signal })),
  });
  return (
    <PagedRows
      list={list}
      label="Log"
      className="detail-rows"
      empty={
        <EmptyState icon={<ScrollText aria-hidden />} title="Nothing done yet">
          Each time it fetches, works out, or mends something, it is noted here.
        </EmptyState>
      }
    >
      {({ kind, ok, message, seconds, at, version }) => (
        <li key={`${at} ${kind} ${version}`} className="detail-row">
          <p className="flex flex-wrap items-center gap-2">
            {ok ? (
              <CircleCheck className="size-4 text-success-ink" aria-hidden />
            ) : (
              <CircleX className="size-4 text-danger-ink" aria-hidden />
            )}
            <strong className="font-medium">
              {KINDS[kind]}
              {ok ? "" : ": failed"}
            </strong>
            <span className="text-sm text-muted">
              {durationText(seconds)}
              {version !== null && ` · version ${version}`}
            </span>
            <span className="ms-auto text-sm text-muted">
              <Moment at={at} />
            </span>
          </p>
          {message && (
            <p className="break-words" dir="auto">
              {message}
            </p>
          )}
        </li>
      )}
    </PagedRows>
  );
}
