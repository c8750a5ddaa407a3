import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Place } from "../../spec/places";
import { useWorkspace } from "../state/context";

interface PlaceLinkProps {
  readonly place: Place;
  readonly children?: ReactNode;
}

/** Leads to the tab that shows something, at its place. */
export function PlaceLink({ place, children = place.label }: PlaceLinkProps): ReactNode {
  const { session } = useWorkspace();
  const { element, file, line } = place;
  const search = {
    ...(element ? { at: element } : {}),
    ...(file ? { file } : {}),
    ...(line ? { line: String(line) } : {}),
  };
  return (
    <Link
      to="/sessions/$session/{-$tab}"
      params={{ session: session.id, tab: place.tab }}
      search={search as never}
      className="link"
    >
      {children}
    </Link>
  );
}
