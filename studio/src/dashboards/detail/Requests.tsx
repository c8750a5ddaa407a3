import { EmptyState } from "@sayso/app-kit";
import { ArrowLeftRight } from "lucide-react";
import type { ReactNode } from "react";
import { api, dataOf, type Schemas } from "../../api/client";
import { usePages } from "../../api/pages";
import { bytesText, durationText } from "../../programs/figures";
import { RequestWords } from "../../programs/RequestWords";
import { Moment } from "../../shell/Moment";
import { PagedRows } from "../../shell/PagedRows";
import { keys } from "../queries";
import type { BlockView } from "../types";

/** Every request that a block sent, and those that were refused. */
export default function Requests({ block }: { readonly block: BlockView }): ReactNode {
  const list = usePages<Schemas["RequestView"]>({
    key: keys.block(block.id, "requests"),
    ask: (query, signal) =>
      dataOf(
        api.GET("/api/v1/blocks/{block_id}/requests", { params: { path: { block_id: block.id }, query }, signal }),
      ),
  });
  return (
    <PagedRows
      list={list}
      label="Requests"
      className="detail-rows"
      empty={
        <EmptyState icon={<ArrowLeftRight aria-hidden />} title="No request yet">
          What it asks outside is noted here, without what follows the path.
        </EmptyState>
      }
    >
      {({ at, bytes_in: bytes, seconds, ...request }) => (
        <li key={`${at} ${request.method} ${request.host}${request.path}`} className="detail-row">
          <RequestWords {...request}>
            <Moment at={at} />
          </RequestWords>
          <p className="text-sm text-muted">{request.refusal || `${bytesText(bytes)} in ${durationText(seconds)}`}</p>
        </li>
      )}
    </PagedRows>
  );
}
