import { Drawer, Skeleton } from "@sayso/app-kit";
import { lazy, type ReactNode, Suspense } from "react";
import { useDetail } from "../board/use-detail";
import type { BlockView, DashboardView } from "../types";
import { Overview } from "./Overview";

const Code = lazy(() => import("./Code"));
const Versions = lazy(() => import("./Versions"));
const Log = lazy(() => import("./Log"));
const Attempts = lazy(() => import("./Attempts"));
const Requests = lazy(() => import("./Requests"));

const TABS = [
  ["overview", "Overview", "nobody"],
  ["code", "Code", "made"],
  ["versions", "Versions", "made"],
  ["log", "Log", "anybody"],
  ["attempts", "Attempts", "anybody"],
  ["requests", "Requests", "anybody"],
] as const;

export interface DetailProps {
  readonly block: BlockView;
  readonly dashboard: DashboardView;
  readonly onTalk: () => void;
}

/** Everything about a block, beside its dashboard. */
export default function Detail({ block, dashboard, onTalk }: DetailProps): ReactNode {
  const { tab, open, close } = useDetail();
  const tabs = TABS.filter(([name]) => name === "overview" || block.may_edit).filter(
    ([, , needs]) => needs !== "made" || block.version !== null,
  );
  const here = tabs.some(([name]) => name === tab) ? tab : "overview";
  const title = block.title || "The new block";
  return (
    <Drawer open onClose={close} title={`${title}: details`}>
      <div className="detail">
        <header className="detail-head">
          <h2 dir="auto">{title}</h2>
          <nav className="detail-tabs" aria-label={`About ${title}`}>
            {tabs.map(([name, label]) => (
              <button
                key={name}
                type="button"
                aria-current={name === here ? "page" : undefined}
                onClick={() => open(block.id, name === "overview" ? "" : name)}
              >
                {label}
              </button>
            ))}
          </nav>
        </header>
        <div className="detail-body">
          <Suspense fallback={<Loading />}>
            {here === "overview" && <Overview block={block} dashboard={dashboard} onTalk={onTalk} />}
            {here === "code" && <Code key={block.version} block={block} />}
            {here === "versions" && <Versions block={block} />}
            {here === "log" && <Log block={block} />}
            {here === "attempts" && <Attempts block={block} />}
            {here === "requests" && <Requests block={block} />}
          </Suspense>
        </div>
      </div>
    </Drawer>
  );
}

function Loading(): ReactNode {
  return (
    <div className="grid gap-3" role="status" aria-label="Loading">
      <Skeleton className="h-5 w-2/5" />
      <Skeleton className="h-24 w-full" />
    </div>
  );
}
