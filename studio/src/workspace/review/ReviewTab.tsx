import { asApiError, EmptyState, LoadProblem, Skeleton } from "@sayso/app-kit";
import { useIsMutating } from "@tanstack/react-query";
import { Rocket } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useFiles } from "../code/files";
import { useWhyNot } from "../code/why-not";
import { useWorkspace } from "../state/context";
import { useDiagnostics } from "../state/queries";
import { Approval } from "./Approval";
import { Assumptions } from "./Assumptions";
import { Checks } from "./Checks";
import { type Choices, keepChoices, keptChoices, wholeOnes } from "./choices";
import { DataPlan } from "./DataPlan";
import { FirstTime } from "./FirstTime";
import { LiveModule, ProofOfPermissions } from "./Live";
import { Problem } from "./Problem";
import { Progress } from "./Progress";
import { PublicLive, PublicProspect } from "./Public";
import { PublishBar } from "./PublishBar";
import { usePublishingNews } from "./publishing-news";
import { type Prospect, useProspect, usePublish, useSites } from "./queries";
import { Section } from "./Section";
import { Widens } from "./Widens";

/** Is it right, what will happen, what becomes public: what is to be known before it is published, and after. */
export default function ReviewTab(): ReactNode {
  const { session } = useWorkspace();
  if (session.revision === 0) {
    return (
      <EmptyState icon={<Rocket aria-hidden />} title="Nothing to review yet">
        Say what you need. What was made of it is looked at here before it is published.
      </EmptyState>
    );
  }
  const isDone = session.module !== null && !session.has_unpublished;
  return (
    <div className="review">
      <h2 className="text-lg font-semibold">{isDone ? "Published" : "Review and publish"}</h2>
      {session.module && isDone && <LiveModule module={session.module} />}
      {session.module && isDone && <PublicLive slug={session.module.slug} />}
      {session.module && isDone && <ProofOfPermissions slug={session.module.slug} />}
      <Checks />
      <Assumptions />
      <Approval />
      {/* what was chosen is about this content, and forgotten with it */}
      {!isDone && <Publishing key={session.content} />}
    </div>
  );
}

function Publishing(): ReactNode {
  const { session } = useWorkspace();
  const [choices, setChoices] = useState<Choices>(() => keptChoices(session.id, session.content));
  const [isConfirmed, setConfirmed] = useState(false);
  const [sample, setSample] = useState(session.template?.with_rows ?? false);
  const [site, setSite] = useState<string | null>(null);
  const isFirst = session.module === null;
  const sites = useSites(isFirst);
  const made = wholeOnes(choices);
  const prospect = useProspect(made);
  const publish = usePublish();
  const news = usePublishingNews(session.id);
  const isSending = useIsMutating({ mutationKey: ["publish", session.id] }) > 0;
  const isRunning = isSending || (news !== null && news.phase !== "stopped");
  const obstacle = useObstacle(prospect.data, isConfirmed);

  const choose = (key: string, choice: Choices[string]) => {
    const next = { ...choices, [key]: choice };
    setChoices(next);
    keepChoices(session.id, session.content, next);
    setConfirmed(false); // another choice loses something else
  };
  if (prospect.error && !prospect.data) {
    const error = prospect.error;
    if (error.status >= 500 || error.status === 0)
      return <LoadProblem error={error} onRetry={() => void prospect.refetch()} />;
    return <Problem code={error.code} text={error.message} error={error} />;
  }
  if (!prospect.data) {
    return (
      <Section title="Working out what publishing would do" standing="open">
        <Skeleton className="w-1/2" />
      </Section>
    );
  }
  const { plan, version, public: opening } = prospect.data;
  const failed = publish.error ? asApiError(publish.error) : null;
  return (
    <>
      {isFirst ? (
        <FirstTime
          name={session.spec?.name ?? session.name}
          sites={sites}
          site={site}
          sample={sample}
          onSite={setSite}
          onSample={setSample}
        />
      ) : (
        plan && (
          <DataPlan
            plan={plan}
            choices={choices}
            problem={prospect.error ? [prospect.error.message, prospect.error.hint].filter(Boolean).join(" ") : null}
            isWorkingOut={prospect.isFetching}
            isConfirmed={isConfirmed}
            onChoose={choose}
            onConfirm={setConfirmed}
          />
        )
      )}
      <Widens prospect={prospect.data} slug={session.module?.slug ?? null} />
      {opening && <PublicProspect opening={opening} slug={session.module?.slug ?? null} />}
      {!isRunning && failed && <Problem code={failed.code} text={failed.message} error={failed} />}
      {!isRunning && !failed && news?.phase === "stopped" && <Problem code={news.code} text={news.text} error={null} />}
      {isRunning ? (
        <Progress phase={news && news.phase !== "stopped" ? news.phase : null} isFirst={isFirst} />
      ) : (
        <PublishBar
          version={version}
          isFirst={isFirst}
          obstacle={obstacle}
          onPublish={() => publish.mutate({ choices: made, confirmed: isConfirmed, sample, site })}
        />
      )}
    </>
  );
}

/** What keeps it from being published, in words; null where nothing does. */
function useObstacle(prospect: Prospect | undefined, isConfirmed: boolean): string | null {
  const { session } = useWorkspace();
  const whyNot = useWhyNot();
  const diagnostics = useDiagnostics(session.id).data?.diagnostics ?? [];
  const files = useFiles().data ?? [];
  if (whyNot) return whyNot;
  if (diagnostics.some(({ level }) => level === "error")) return "The errors above have to be mended first.";
  if (files.some(({ conflicts }) => conflicts > 0)) return "The files above need a decision first.";
  if (prospect?.plan?.blocked) return "Decide above what becomes of the rows that do not fit.";
  if (prospect?.plan?.loses && !isConfirmed) return "Confirm above what is lost.";
  return null;
}
