import { createContext, useContext } from "react";
import type { Schemas } from "../../api/client";
import type { Link } from "../../api/following";
import type { AppSpec } from "../../spec/types";
import type { Followed, Live } from "./live";

export type BuildSession = Schemas["BuildSessionView"];

/** What every part of a workspace shares. */
export interface Workspace {
  readonly session: BuildSession;
  /** The spec of the present revision; an empty one before the first description. */
  readonly spec: AppSpec;
  /** The turn that is being worked on; its reply is told apart, so that not everything is drawn for each word. */
  readonly live: Live | null;
  /** Whether the event stream is open. */
  readonly isFollowing: boolean;
  /** Whether direct edits are possible: nothing is being worked on, the session is not ended, the person may write. */
  readonly mayEdit: boolean;
  /** The element that the next message is about, where the person pointed at one. */
  readonly about: string | null;
  /** Points at an element, and brings the keyboard to where the message is written; null lets go of it. */
  readonly pointAt: (element: string | null) => void;
}

/** What changes many times a second while a reply is written; only the conversation looks at it. */
export interface Told {
  readonly followed: Followed;
  readonly link: Link;
}

export const ToldContext = createContext<Told | null>(null);

/** What is followed of the session, the words of the reply included. */
export function useTold(): Told {
  const told = useContext(ToldContext);
  if (!told) throw new Error("This is not inside a workspace.");
  return told;
}

export const WorkspaceContext = createContext<Workspace | null>(null);

/** The session that this part of the page belongs to. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("This is not inside a workspace.");
  return workspace;
}
