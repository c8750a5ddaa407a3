import type { ReactNode } from "react";
import type { Schemas } from "../../api/client";
import { Secret } from "../Secret";
import { ShownOnce } from "../ShownOnce";

interface MadeKeyProps {
  readonly made: Schemas["MadeKey"];
  readonly onClose: () => void;
}

/** A call that each scope allows. */
const EXAMPLES: Readonly<Record<string, string>> = {
  "modules:read": "/api/v1/modules",
  "people:read": "/api/v1/agency/people",
  "models:read": "/api/v1/models",
  "keys:write": "/api/v1/keys",
  "audit:read": "/api/v1/audit",
};

/** A key that was just made, and how a program uses it. */
export function MadeKey({ made, onClose }: MadeKeyProps): ReactNode {
  const [path = "/api/v1/health"] = made.scopes.flatMap((scope) => EXAMPLES[scope] ?? []);
  return (
    <ShownOnce
      title={`“${made.name}” is made`}
      description="Copy it now and keep it like a password. It is not shown again."
      onClose={onClose}
    >
      <Secret label="Key" value={made.key} />
      <Secret label="Try it" value={`curl -H "Authorization: Bearer ${made.key}" ${location.origin}${path}`} />
    </ShownOnce>
  );
}
