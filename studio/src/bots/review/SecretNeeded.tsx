import { Button } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { useSecrets } from "../../account/secrets/queries";
import { SecretDialog } from "../../account/secrets/SecretDialog";
import { useMay } from "../../api/me";

export interface SecretNeededProps {
  readonly name: string;
  /** The hosts that it is wanted for. */
  readonly hosts: readonly string[];
}

/** A secret by its name, whether it is there, and the way to add it where it is not. */
export function SecretNeeded({ name, hosts }: SecretNeededProps): ReactNode {
  const { data } = useSecrets();
  const [isAdding, add] = useState(false);
  const mayAdd = useMay("agency:write");
  const isMissing = data !== undefined && !data.some((one) => one.name === name);
  return (
    <span className="min-w-0">
      Use the secret <code className="break-all">{name}</code>; its code never sees it.
      {isMissing && (
        <span className="bot-missing">
          It is not there yet. {mayAdd ? "" : "Whoever manages the agency can add it."}
          {mayAdd && (
            <Button size="small" onClick={() => add(true)}>
              Add it
            </Button>
          )}
        </span>
      )}
      {isAdding && <SecretDialog suggested={{ name, hosts }} onClose={() => add(false)} />}
    </span>
  );
}
