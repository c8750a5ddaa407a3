import { Badge } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Moment } from "../shell/Moment";
import type { SessionLine } from "./queries";
import { SESSION_STATUS } from "./status";

export interface SessionRowProps {
  readonly session: SessionLine;
  /** What can be done with it, behind the rest. */
  readonly children?: ReactNode;
}

/** A session in a list: its name leads to it. */
export function SessionRow({ session, children }: SessionRowProps): ReactNode {
  const { label, tone } = SESSION_STATUS[session.status];
  return (
    <li className="row">
      <Link to="/sessions/$session/{-$tab}" params={{ session: session.id }} className="row-link" data-row>
        <span className="truncate" dir="auto" title={session.name}>
          {session.name}
        </span>
      </Link>
      <Badge tone={tone}>{label}</Badge>
      <Moment at={session.updated_at} className="row-moment" />
      {children}
    </li>
  );
}
