import { LoadProblem } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { NewerNotice } from "../../templates/own/OriginParts";
import { useReachApprovals } from "../builders/queries";
import { when } from "../format";
import { useModuleSpec, useTimeline } from "../queries";
import type { TabProps } from "../tabs";
import { Proof } from "./Proof";
import { PublicPanel } from "./PublicPanel";
import { Suggestions } from "./Suggestions";

const LATEST = 5;

/** Where a module is, what it keeps, what changed lately, what was proved and what is public. */
export default function Overview({ module }: TabProps): ReactNode {
  return (
    <>
      {module.problem && (
        <p className="notice notice-warning" role="alert">
          {module.problem}
        </p>
      )}
      <WaitingApprovals module={module} />
      <NewerNotice module={module} />
      <About module={module} />
      <Suggestions module={module} />
      <Latest module={module} />
      <Proof module={module} />
      <PublicPanel module={module} />
    </>
  );
}

/** Says that changes wait for somebody to approve them; nothing where none do. */
function WaitingApprovals({ module: { slug } }: TabProps): ReactNode {
  const { data } = useReachApprovals(slug);
  const count = data?.approvals.filter(({ decision }) => decision === null).length ?? 0;
  if (count === 0) return null;
  return (
    <p className="notice notice-warning">
      {count === 1 ? "A change waits to be approved" : `${count} changes wait to be approved`}, as it would let somebody
      do or see more than now.{" "}
      <Link to="/modules/$slug/{-$tab}" params={{ slug, tab: "builders" }} className="link whitespace-nowrap">
        {data?.may_decide ? "Decide it" : "Look at it"}
      </Link>
    </p>
  );
}

function About({ module }: TabProps): ReactNode {
  const { data: spec, error, refetch } = useModuleSpec(module.slug);
  if (error && !spec) return <LoadProblem error={error} onRetry={refetch} />;
  if (!spec) return <RowsSkeleton label="what the module has" />;
  return (
    <Panel title="About" lead={<span dir="auto">{spec.description}</span>}>
      <dl className="modules-facts">
        <dt>Address</dt>
        <dd>{module.status === "published" ? <a href={module.url}>{module.url}</a> : module.url}</dd>
        <dt>Keeps</dt>
        <dd dir="auto">{listed(spec.entities.map((one) => one.display_name))}</dd>
        <dt>Pages</dt>
        <dd dir="auto">{listed(spec.pages.map((one) => one.title))}</dd>
        <dt>Roles</dt>
        <dd dir="auto">{listed(spec.permissions?.roles.map((one) => one.label) ?? [])}</dd>
      </dl>
    </Panel>
  );
}

function listed(names: readonly string[]): string {
  return names.join(", ") || "none yet";
}

function Latest({ module: { slug } }: TabProps): ReactNode {
  const { data, error, refetch } = useTimeline(slug);
  if (error && !data) return <LoadProblem error={error} onRetry={refetch} />;
  if (!data) return <RowsSkeleton label="the last revisions" />;
  return (
    <Panel
      title="Last changes"
      actions={
        <Link to="/modules/$slug/{-$tab}" params={{ slug, tab: "revisions" }} className="link">
          All revisions
        </Link>
      }
    >
      <ul className="rows">
        {data.items.slice(0, LATEST).map(({ number, reason, version, author, at }) => (
          <li key={number} className="row">
            <span className="row-link">
              <span className="grid min-w-0">
                <span className="truncate" dir="auto" title={reason}>
                  {reason}
                </span>
                <span className="row-note">
                  Version {version} · <span dir="auto">{author ?? "Sayso"}</span> · {when(at)}
                </span>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
