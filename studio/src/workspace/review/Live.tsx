import { Skeleton } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import type { ReactNode } from "react";
import { OpenModule } from "../../shell/OpenModule";
import type { BuildSession } from "../state/context";
import { useNews, useProof } from "./queries";
import { Section } from "./Section";

type Module = NonNullable<BuildSession["module"]>;

/** The running application: where it is, what is new in it, and what was proved of it. */
export function LiveModule({ module }: { readonly module: Module }): ReactNode {
  const news = useNews(module.slug);
  return (
    <section className="review-live" aria-label={`${module.name} is live`}>
      <div className="min-w-0 flex-1">
        <h3 className="text-xl font-semibold" dir="auto">
          {module.name} {module.version} is live
        </h3>
        <p className="truncate text-muted" title={module.url}>
          {module.url}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Link
          to="/modules/$slug/{-$tab}"
          params={{ slug: module.slug, tab: "people" }}
          className="button border-line-strong bg-surface hover:bg-hover"
        >
          <UserPlus aria-hidden /> Invite people
        </Link>
        <OpenModule slug={module.slug} name={module.name} isMain />
      </div>
      {news.length > 0 && (
        <details className="review-news">
          <summary>What is new in {module.version}</summary>
          <ul className="history-sentences">
            {news.map((sentence) => (
              <li key={sentence} dir="auto">
                {sentence}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const KINDS: Readonly<Record<string, string>> = {
  rows: "Lives of rows: created, read, changed, deleted, brought back",
  permissions: "Cells of the permission matrix",
  fields: "Fields that may not be read or written",
  sites: "Reaches for rows of another site",
  transitions: "Moves between states",
  leaks: "Questions about hidden values",
  migrations: "Ways between revisions",
  "migrated rows": "Rows taken there and back",
};

/** What was tried before the running revision was published, and that it held. */
export function ProofOfPermissions({ slug }: { readonly slug: string }): ReactNode {
  const proof = useProof(slug);
  if (proof.error) return null; // drafts and modules of before have no proof
  if (!proof.data) {
    return (
      <Section title="Looking up what was proved" standing="open">
        <Skeleton className="w-1/2" />
      </Section>
    );
  }
  const { holds, tried, open, carried } = proof.data;
  const kinds = Object.entries(tried);
  const count = kinds.reduce((sum, [, { permitted, refused }]) => sum + permitted + refused, 0);
  const title = !holds
    ? "Not everything that was tried held"
    : count > 0
      ? `Permissions are proved: ${count.toLocaleString()} attempts, all went as they should`
      : "Permissions are proved; nothing they stand on has changed";
  return (
    <Section title={title} standing={holds ? "fine" : "wrong"}>
      {kinds.length > 0 && (
        <details className="review-proof">
          <summary>What was tried</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">Attempts</th>
                <th scope="col">Let through</th>
                <th scope="col">Refused</th>
              </tr>
            </thead>
            <tbody>
              {kinds.map(([kind, { permitted, refused }]) => (
                <tr key={kind}>
                  <th scope="row">{KINDS[kind] ?? kind}</th>
                  <td>{permitted.toLocaleString()}</td>
                  <td>{refused.toLocaleString()}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      {carried.length > 0 && <p className="text-muted">Proved before and unchanged since: {carried.join(", ")}.</p>}
      {Object.entries(open).map(([path, why]) => (
        <p key={path} className="text-muted">
          Could not be tried: {path}. {why}
        </p>
      ))}
    </Section>
  );
}
