import { useMay } from "../../api/me";
import { useWorkspace } from "../state/context";

/** Why nothing can be changed in the session right now, in words; null where it can. */
export function useWhyNot(): string | null {
  const { session, mayEdit } = useWorkspace();
  const mayWrite = useMay("modules:write");
  if (mayEdit) return null;
  if (!mayWrite) return "Your role in this agency reads applications and does not change them.";
  if (session.status === "cancelled") return "This session was ended. It can be read.";
  return "A message is being worked on. Changes are possible again when it is done.";
}
