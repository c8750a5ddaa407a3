import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { classes } from "../ui/classes";

export interface RecordLinkProps {
  readonly entity: string;
  readonly id: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link that opens a record beside the page. */
export function RecordLink({ entity, id, className, children }: RecordLinkProps): ReactNode {
  return (
    <Link
      to="."
      search={
        ((before: Record<string, string>) => ({ ...before, record: `${entity}:${id}`, edit: undefined })) as never
      }
      className={classes("record-link", className)}
      data-record-link=""
    >
      {children}
    </Link>
  );
}
