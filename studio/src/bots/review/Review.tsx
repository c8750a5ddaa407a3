import { LoadProblem, Notice, Skeleton } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { Panel } from "../../shell/Panel";
import { CodeBlock } from "../../workspace/history/CodeBlock";
import { useVersion } from "../queries";
import { authorWords } from "../shared/authors";
import { SpecWords } from "../shared/SpecWords";
import type { BotView, VersionView } from "../types";
import { Activate } from "./Activate";
import { Allowed } from "./Allowed";
import { ReportList } from "./ReportList";
import { RequirementsList } from "./RequirementsList";

export interface ReviewProps {
  readonly bot: BotView;
  readonly number: number;
  /** Begins to say that an assumption is wrong. */
  readonly onFlip?: (assumption: string) => void;
}

/** What was made, to be looked at before it does anything: what it is for, what it did when tried, what it reaches. */
export function Review({ bot, number, onFlip }: ReviewProps): ReactNode {
  const { data: version, error, refetch } = useVersion(bot.id, number);
  return (
    <>
      <Panel title="What it is for" lead={<span dir="auto">You asked: “{bot.asked}”</span>}>
        <RequirementsList requirements={bot.requirements} {...(onFlip ? { onFlip } : {})} />
      </Panel>
      {error && !version && <LoadProblem error={error} onRetry={refetch} />}
      {!version && !error && (
        <div className="panel grid gap-3 p-4" role="status" aria-label="Loading what was made">
          <Skeleton className="h-5 w-2/5" />
          <Skeleton className="h-16 w-full" />
        </div>
      )}
      {version && <Made bot={bot} version={version} />}
    </>
  );
}

function Made({ bot, version }: { readonly bot: BotView; readonly version: VersionView }): ReactNode {
  const { report, details } = version;
  const failing = report?.results.filter(({ ok }) => !ok).length ?? 0;
  const isFirst = bot.version === null;
  return (
    <>
      <Panel title="What it did when it was tried" lead="Each case ran in a made-up world: nothing real was touched.">
        <ReportList cases={details.cases} report={report} />
      </Panel>
      <Panel title="What it will be allowed to reach" lead="Everything else is refused to it.">
        <Allowed reaches={version.reaches} owner={bot.owner?.name ?? ""} />
      </Panel>
      {isFirst && (
        <Panel title="What sets it off">
          <ul className="bot-facts">
            {details.triggers.length === 0 && <li>Only when somebody runs it.</li>}
            {details.triggers.map((spec) => (
              <li key={JSON.stringify(spec)}>
                <SpecWords spec={spec} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <details className="panel bot-code-fold">
        <summary>The code, {authorWords(version.author)}</summary>
        <CodeBlock label="code of the bot" text={version.code} />
      </details>
      {failing > 0 && (
        <Notice tone="warning" title={failing === 1 ? "One case fails." : `${failing} cases fail.`}>
          It can be activated once all cases pass: say what should be different, or mend the code.
        </Notice>
      )}
      {bot.may_edit && <Activate bot={bot} version={version} isReady={report?.ok === true} />}
    </>
  );
}
