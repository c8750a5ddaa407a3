import { Button, browserLanguage } from "@sayso/app-kit";
import { CircleStop, LoaderCircle, MoonStar, Pause, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { exactly } from "../../shell/moments";
import { changeBlock, refreshBlock, stopBlock, wakeBlock } from "../calls";
import { useBlockAct } from "../queries";
import type { BlockView } from "../types";
import { workOf } from "./marks";

export interface StripProps {
  readonly block: BlockView;
  readonly lines: readonly string[];
  readonly onTalk: () => void;
  readonly onDetails: () => void;
}

/** What there is to know or to do about a block that is not simply live; nothing where it is. */
export function Strip(props: StripProps): ReactNode {
  const { block, lines } = props;
  switch (block.state) {
    case "making":
    case "healing":
      return block.data ? <AtWork block={block} words={workOf(block, lines)} /> : null;
    case "failing":
      return <Failing {...props} />;
    case "resting":
      return block.data ? <Resting {...props} /> : null;
    case "paused":
      return <Paused block={block} />;
    default:
      return null;
  }
}

function AtWork({ block, words }: { readonly block: BlockView; readonly words: string }): ReactNode {
  return (
    <Line icon={<LoaderCircle className="spin" aria-hidden />} tone="info">
      <span role="status">
        {block.state === "healing" ? "Mending itself" : "Making a new version"}: {words}
      </span>
      {block.may_edit && <Stop block={block} />}
    </Line>
  );
}

/** Ends what is being done to a block; what it showed before stays. */
export function Stop({ block }: { readonly block: BlockView }): ReactNode {
  const stop = useBlockAct(block.dashboard_id, () => stopBlock(block.id));
  return (
    <Button size="small" icon={<CircleStop aria-hidden />} busy={stop.isPending} onClick={() => stop.mutate()}>
      Stop
    </Button>
  );
}

function Failing({ block, onDetails }: StripProps): ReactNode {
  const refresh = useBlockAct(block.dashboard_id, () => refreshBlock(block.id));
  const again = block.next_refresh_at ? ` Tried again ${exactly(block.next_refresh_at, browserLanguage())}.` : "";
  return (
    <Line icon={<TriangleAlert aria-hidden />} tone="warning" title={`${block.notice}${again}`}>
      <span>{block.notice || "The last refresh failed."}</span>
      {block.may_edit && (
        <>
          <Button size="small" busy={refresh.isPending || block.is_refreshing} onClick={() => refresh.mutate()}>
            Try again
          </Button>
          <Button size="small" variant="ghost" onClick={onDetails}>
            Show details
          </Button>
        </>
      )}
    </Line>
  );
}

function Resting({ block, onTalk, onDetails }: StripProps): ReactNode {
  return (
    <Line icon={<MoonStar aria-hidden />} tone="danger" title={block.notice}>
      <span>{block.notice || "It could not be mended and is not refreshed any more."}</span>
      {block.may_edit && <RestingWays block={block} onTalk={onTalk} onDetails={onDetails} />}
    </Line>
  );
}

/** What a person can do about a block that rests. */
export function RestingWays({ block, onTalk, onDetails }: Omit<StripProps, "lines">): ReactNode {
  const wake = useBlockAct(block.dashboard_id, () => wakeBlock(block.id));
  return (
    <>
      <Button size="small" busy={wake.isPending} onClick={() => wake.mutate()}>
        Try again
      </Button>
      <Button size="small" onClick={onTalk}>
        Describe it again
      </Button>
      <Button size="small" variant="ghost" onClick={onDetails}>
        Show details
      </Button>
    </>
  );
}

function Paused({ block }: { readonly block: BlockView }): ReactNode {
  const resume = useBlockAct(block.dashboard_id, () => changeBlock(block.id, { is_paused: false, confirm: false }));
  return (
    <Line icon={<Pause aria-hidden />} tone="neutral">
      <span>Paused, so it is not refreshed.</span>
      {block.may_edit && (
        <Button size="small" busy={resume.isPending} onClick={() => resume.mutate()}>
          Resume
        </Button>
      )}
    </Line>
  );
}

interface LineProps {
  readonly icon: ReactNode;
  readonly tone: "info" | "warning" | "danger" | "neutral";
  readonly title?: string;
  readonly children: ReactNode;
}

function Line({ icon, tone, title, children }: LineProps): ReactNode {
  return (
    <div className="tile-strip" data-tone={tone} title={title} dir="auto">
      {icon}
      {children}
    </div>
  );
}
