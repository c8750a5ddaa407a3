import type { ReactNode } from "react";
import { Secret } from "../../account/Secret";
import { ShownOnce } from "../../account/ShownOnce";
import { CodeBlock } from "../../workspace/history/CodeBlock";
import { curlOf } from "./signing";

export interface SecretOnceProps {
  readonly address: string;
  readonly secret: string;
  readonly onClose: () => void;
}

/** The address of a webhook with the secret that signs its calls, which is shown this once. */
export function SecretOnce({ address, secret, onClose }: SecretOnceProps): ReactNode {
  return (
    <ShownOnce
      title="The address is there"
      description="Copy the secret now: it is not shown again. A new one can be made at any time."
      onClose={onClose}
    >
      <Secret label="Address" value={address} />
      <Secret label="Secret" value={secret} />
      <div className="grid gap-1.5">
        <p className="text-sm font-medium">A signed call, for a terminal</p>
        <CodeBlock label="signed call" text={curlOf(address, true, secret)} />
      </div>
    </ShownOnce>
  );
}
