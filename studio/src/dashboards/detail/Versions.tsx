import { Badge, Button, EmptyState, toast } from "@sayso/app-kit";
import { useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { type ReactNode, useState } from "react";
import { api, dataOf } from "../../api/client";
import { usePages } from "../../api/pages";
import { Refusal } from "../../shell/Asking";
import { Moment } from "../../shell/Moment";
import { PagedRows } from "../../shell/PagedRows";
import { keys, useBlockAct } from "../queries";
import type { BlockView, VersionLine } from "../types";
import { Compare } from "./Compare";
import { authorWords } from "./Overview";

const STATUS = {
  active: { word: "Shown now", tone: "success" },
  candidate: { word: "Not tried yet", tone: "info" },
  deprecated: { word: "Earlier", tone: "neutral" },
  failed: { word: "Did not work", tone: "danger" },
} as const;

/** Every version of a block: how it differs from what is shown, and the way back to it. */
export default function Versions({ block }: { readonly block: BlockView }): ReactNode {
  const { id } = block;
  const [compared, compare] = useState<number | null>(null);
  const list = usePages<VersionLine>({
    key: keys.block(id, "versions"),
    ask: (query, signal) =>
      dataOf(api.GET("/api/v1/blocks/{block_id}/versions", { params: { path: { block_id: id }, query }, signal })),
  });
  if (compared !== null && block.version !== null) {
    return <Compare block={id} from={compared} to={block.version} onBack={() => compare(null)} />;
  }
  return (
    <PagedRows
      list={list}
      label="Versions"
      className="detail-rows"
      empty={<EmptyState icon={<History aria-hidden />} title="No version yet" />}
    >
      {(version) => (
        <VersionRow key={version.number} block={block} version={version} onCompare={() => compare(version.number)} />
      )}
    </PagedRows>
  );
}

interface VersionRowProps {
  readonly block: BlockView;
  readonly version: VersionLine;
  readonly onCompare: () => void;
}

function VersionRow({ block, version, onCompare }: VersionRowProps): ReactNode {
  const { number, status, explanation, author, created_at: at } = version;
  const client = useQueryClient();
  const activate = useBlockAct(
    block.dashboard_id,
    () =>
      dataOf(
        api.POST("/api/v1/blocks/{block_id}/versions/{number}/activate", {
          params: { path: { block_id: block.id, number } },
        }),
      ),
    {
      done: () => {
        toast(`Version ${number} is shown again.`);
        void client.invalidateQueries({ queryKey: keys.block(block.id) });
      },
      isQuiet: true,
    },
  );
  const isShown = number === block.version;
  const { word, tone } = STATUS[status];
  return (
    <li className="detail-row">
      <p className="flex flex-wrap items-center gap-2">
        <strong className="font-medium">Version {number}</strong>
        <Badge tone={tone}>{word}</Badge>
        <span className="ms-auto text-sm text-muted">
          <Moment at={at} />
        </span>
      </p>
      {explanation && <p dir="auto">{explanation}</p>}
      <p className="text-sm text-muted first-letter:uppercase">{authorWords(author)}</p>
      {!isShown && (
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={onCompare}>
            Compare with what is shown
          </Button>
          {block.may_edit && (
            <Button size="small" busy={activate.isPending} onClick={() => activate.mutate()}>
              {activate.isPending ? "Trying it…" : "Go back to it"}
            </Button>
          )}
        </div>
      )}
      <Refusal error={activate.error} />
    </li>
  );
}
