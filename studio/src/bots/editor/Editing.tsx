import { Button, Notice, toast } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { FlaskConical, Save } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { CodeProblem } from "../../dashboards/detail/CodeProblem";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { testVersion, writeBot } from "../calls";
import { useAct } from "../queries";
import { authorWords } from "../shared/authors";
import { readJson } from "../shared/json";
import type { BotView, Report, VersionView, WholeCase } from "../types";
import { Cases } from "./Cases";
import { useKeptDraft } from "./drafts";

const Editor = lazy(() => import("../../workspace/code/Editor"));

export interface EditingProps {
  readonly bot: BotView;
  readonly version: VersionView;
}

/** Code and cases, changed by hand: saved as a candidate, which is tested and activated by a person. */
export function Editing({ bot, version }: EditingProps): ReactNode {
  const [draft, write, saved] = useKeptDraft(bot.id, version);
  const [report, setReport] = useState<Report | null>(version.report);
  const isChanged = draft.code !== saved.code || draft.cases !== saved.cases;
  const cases = readJson(draft.cases);
  const isReadable = "value" in cases && Array.isArray(cases.value);
  const save = useAct<void, VersionView>(
    () =>
      writeBot(bot.id, {
        ...(draft.code === saved.code ? {} : { code: draft.code }),
        ...(draft.cases === saved.cases || !("value" in cases)
          ? {}
          : { details: { ...version.details, cases: cases.value as WholeCase[] } }),
      }),
    {
      done: (made) => {
        write(saved);
        toast(`Saved as version ${made.number}. ${made.report?.ok ? "Its cases pass." : "Not all of its cases pass."}`);
      },
      isQuiet: true,
    },
  );
  const test = useAct<void, VersionView>(() => testVersion(bot.id, version.number), {
    done: (tested) => setReport(tested.report),
    isQuiet: true,
  });
  const mayEdit = bot.may_edit;
  const send = () => {
    if (isChanged && isReadable && !save.isPending) save.mutate();
  };
  const error = save.error ?? test.error;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <p className="me-auto text-sm text-muted">
          Version {version.number}, {authorWords(version.author)}
          {version.number === bot.version ? ", active" : ", not active"}.
        </p>
        {isChanged && (
          <Button size="small" onClick={() => write(saved)}>
            Discard
          </Button>
        )}
        {mayEdit && !isChanged && (
          <Button size="small" icon={<FlaskConical aria-hidden />} busy={test.isPending} onClick={() => test.mutate()}>
            {test.isPending ? "Testing…" : "Test"}
          </Button>
        )}
        {mayEdit && (
          <Button
            size="small"
            variant="primary"
            icon={<Save aria-hidden />}
            busy={save.isPending}
            disabled={!isChanged || !isReadable}
            onClick={send}
          >
            {save.isPending ? "Testing and saving…" : "Test and save as a new version"}
          </Button>
        )}
      </div>
      {error && (
        <Notice tone="danger" title={error.message}>
          <CodeProblem error={error} />
        </Notice>
      )}
      {!isChanged && version.number !== bot.version && bot.version !== null && (
        <Notice title={`Version ${version.number} is not active.`}>
          <Link to="/bots/$bot/{-$tab}" params={{ bot: bot.id, tab: "review" }} className="link">
            Review and activate it
          </Link>
        </Notice>
      )}
      <div className="bot-editor">
        <Suspense fallback={<RowsSkeleton label="the editor" />}>
          <Editor
            path="bot.py"
            text={draft.code}
            isEditable={mayEdit && !save.isPending}
            label="Code of the bot"
            {...(mayEdit ? { onChange: (code: string) => write({ ...draft, code }), onSave: send } : {})}
          />
        </Suspense>
      </div>
      <Panel title="Cases" lead="What it has to do before it may be activated, tried in a made-up world.">
        <Cases
          text={draft.cases}
          report={isChanged ? null : report}
          isEditable={mayEdit && !save.isPending}
          onText={(text) => write({ ...draft, cases: text })}
        />
      </Panel>
    </>
  );
}
