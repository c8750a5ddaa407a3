import { Button, EmptyState, useUrlState } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { MessagesSquare, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useMay } from "../api/me";
import { NameSearch } from "../shell/NameSearch";
import { PagedRows } from "../shell/PagedRows";
import { Screen } from "../shell/Screen";
import { useSessions } from "./queries";
import { SessionMenu } from "./SessionMenu";
import { SessionRow } from "./SessionRow";
import { SESSION_STATUS, type SessionStatus } from "./status";

const STATUSES = Object.keys(SESSION_STATUS) as SessionStatus[];

/** Every build session of the agency. */
export function Sessions(): ReactNode {
  const [wanted, setStatus] = useUrlState("status");
  const [named, setNamed] = useUrlState("q");
  const status = STATUSES.find((one) => one === wanted) ?? null;
  const mayWrite = useMay("modules:write");
  const isFiltered = status !== null || !!named;
  const clear = () => {
    setStatus(null);
    setNamed(null);
  };
  return (
    <Screen
      title="Sessions"
      lead="Where applications are talked about, built and published."
      actions={mayWrite && <DescribeLink />}
    >
      <div className="list-tools">
        <NameSearch named={named ?? ""} onSearch={(text) => setNamed(text || null)} />
        <label className="sr-only" htmlFor="status">
          Status
        </label>
        <select
          id="status"
          className="input w-auto"
          value={status ?? ""}
          onChange={({ target }) => setStatus(target.value || null)}
        >
          <option value="">Any status</option>
          {STATUSES.map((one) => (
            <option key={one} value={one}>
              {SESSION_STATUS[one].label}
            </option>
          ))}
        </select>
      </div>
      <Found status={status} q={named ?? ""} {...(isFiltered ? { onClear: clear } : {})} />
    </Screen>
  );
}

function DescribeLink(): ReactNode {
  return (
    <Link to="/" className="button border-transparent bg-accent text-on-accent hover:bg-accent-strong">
      Describe something new
    </Link>
  );
}

interface FoundProps {
  readonly status: SessionStatus | null;
  readonly q: string;
  /** Shows everything again, where something is filtered. */
  readonly onClear?: () => void;
}

function Found({ status, q, onClear }: FoundProps): ReactNode {
  const sessions = useSessions({ status, q });
  const mayWrite = useMay("modules:write");
  return (
    <PagedRows list={sessions} label="Sessions" className="panel" empty={<Nothing {...(onClear ? { onClear } : {})} />}>
      {(session) => (
        <SessionRow key={session.id} session={session}>
          {mayWrite && <SessionMenu session={session} />}
        </SessionRow>
      )}
    </PagedRows>
  );
}

function Nothing({ onClear }: Pick<FoundProps, "onClear">): ReactNode {
  if (onClear)
    return (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="No session is like that"
        actions={<Button onClick={onClear}>Show all sessions</Button>}
      />
    );
  return (
    <EmptyState
      icon={<MessagesSquare aria-hidden />}
      title="No sessions yet"
      actions={
        <Link to="/" className="link">
          Describe what you need
        </Link>
      }
    >
      Each thing you describe becomes a session: the conversation, and what is built in it.
    </EmptyState>
  );
}
