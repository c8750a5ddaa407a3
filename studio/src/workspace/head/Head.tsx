import { classes, IconButton } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, ExternalLink, Rocket, Search } from "lucide-react";
import { memo, type ReactNode, useContext } from "react";
import { ShellContext } from "../../shell/shell-context";
import type { BuildSession } from "../state/context";
import { LineButtons } from "./LineButtons";
import { SessionName } from "./SessionName";
import { Share } from "./Share";
import { Standing } from "./Standing";
import { Steps } from "./Steps";

interface HeadProps {
  readonly session: BuildSession;
  readonly mayEdit: boolean;
  readonly mayWrite: boolean;
}

/** What stands above a session: its name, where it stands, its steps, and what is done with it as a whole. */
export const Head = memo(function Head({ session, mayEdit, mayWrite }: HeadProps): ReactNode {
  return (
    <header className="workspace-head">
      <Link to="/" className="button button-icon hover:bg-hover border-transparent" aria-label="Back to the start">
        <ArrowLeft aria-hidden />
      </Link>
      <div className="workspace-title">
        <SessionName id={session.id} name={session.name} mayWrite={mayWrite} />
        <Standing session={session} />
      </div>
      <Steps session={session.id} />
      <div className="workspace-actions">
        <Commands />
        <Share session={session} />
        <LineButtons session={session} mayEdit={mayEdit} />
        <Running session={session} />
        <Publish session={session} />
      </div>
    </header>
  );
});

function Commands(): ReactNode {
  const shell = useContext(ShellContext);
  if (!shell) return null;
  return (
    <IconButton
      label="Search and commands"
      title="Search and commands (Ctrl K)"
      aria-keyshortcuts="Control+K"
      className="max-sm:hidden"
      onClick={shell.openCommands}
    >
      <Search aria-hidden />
    </IconButton>
  );
}

function Running({ session }: { readonly session: BuildSession }): ReactNode {
  if (!session.module) return null;
  return (
    <a
      className="button button-wide border-line-strong bg-surface hover:bg-hover"
      href={session.module.url}
      target="_blank"
      rel="noreferrer"
    >
      <ExternalLink aria-hidden />
      <span>Open {session.module.name}</span>
    </a>
  );
}

/** Leads to the review, where the plan is looked at and confirmed. */
function Publish({ session }: { readonly session: BuildSession }): ReactNode {
  if (session.status === "cancelled") return null;
  const isMain = session.has_unpublished;
  return (
    <Link
      to="/sessions/$session/{-$tab}"
      params={{ session: session.id, tab: "review" }}
      className={classes(
        "button",
        isMain
          ? "border-transparent bg-accent text-on-accent hover:bg-accent-strong"
          : "border-line-strong bg-surface hover:bg-hover",
      )}
    >
      <Rocket aria-hidden />
      <span>Publish</span>
    </Link>
  );
}
