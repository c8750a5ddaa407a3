import { Button } from "@sayso/app-kit";
import { LoaderCircle, MessageCircleQuestionMark, MoonStar } from "lucide-react";
import type { ReactNode } from "react";
import { sayToBlock } from "../calls";
import { useBlockAct } from "../queries";
import { workOf } from "./marks";
import { RestingWays, Stop, type StripProps } from "./Strip";

/** What stands in a block that has nothing to show: how it is being made, or why it is not there. */
export function insteadOf(props: StripProps): ReactNode | undefined {
  const { block } = props;
  if (block.data) return undefined;
  if (block.state === "making" || block.state === "healing") return <Making {...props} />;
  if (block.state === "failed") return <Failed {...props} />;
  if (block.state === "resting") return <Resting {...props} />;
  return undefined;
}

function Making({ block, lines }: StripProps): ReactNode {
  const now = workOf(block, lines);
  const before = lines.filter((line) => line !== now);
  return (
    <div className="card-shown tile-making">
      <p className="tile-asked" dir="auto" title={block.asked}>
        “{block.asked}”
      </p>
      <ul>
        {before.map((line) => (
          <li key={line} dir="auto">
            {line}
          </li>
        ))}
      </ul>
      <p className="tile-now" role="status" dir="auto">
        <LoaderCircle className="spin" aria-hidden /> {now}
      </p>
      {block.may_edit && <Stop block={block} />}
    </div>
  );
}

function Failed({ block, onTalk }: StripProps): ReactNode {
  const say = useBlockAct<string>(block.dashboard_id, (text) => sayToBlock(block.id, text));
  return (
    <div className="card-shown tile-failed">
      <MessageCircleQuestionMark aria-hidden />
      <p className="font-medium" dir="auto">
        {block.notice || "This could not be made."}
      </p>
      <p className="tile-asked" dir="auto">
        You asked: “{block.asked}”
      </p>
      {block.may_edit && (
        <div className="tile-ways">
          {block.suggestions.map((suggestion) => (
            <Button key={suggestion} size="small" disabled={say.isPending} onClick={() => say.mutate(suggestion)}>
              <span className="tile-suggestion" dir="auto">
                {suggestion}
              </span>
            </Button>
          ))}
          <Button size="small" variant="primary" onClick={onTalk}>
            Describe it again
          </Button>
        </div>
      )}
    </div>
  );
}

function Resting(props: StripProps): ReactNode {
  const { block } = props;
  return (
    <div className="card-shown tile-failed">
      <MoonStar aria-hidden />
      <p className="font-medium" dir="auto">
        {block.notice || "It could not be mended and is not refreshed any more."}
      </p>
      {block.may_edit && (
        <div className="tile-ways">
          <RestingWays {...props} />
        </div>
      )}
    </div>
  );
}
