import type { ReactNode } from "react";
import { Secret } from "../../account/Secret";
import { ShownOnce } from "../../account/ShownOnce";
import { CodeBlock } from "../../workspace/history/CodeBlock";
import { curlOf } from "./signing";

export interface HookOnceProps {
  /** What was just made; what was there before is not known. */
  readonly made: { readonly address?: string | null; readonly secret?: string | null };
  readonly isSigned: boolean;
  readonly onClose: () => void;
}

/** The address of a webhook and the secret that signs its calls, as far as they were just made: shown this once. */
export function HookOnce({ made: { address, secret }, isSigned, onClose }: HookOnceProps): ReactNode {
  return (
    <ShownOnce
      title={address ? "The address is there" : "The secret is there"}
      description="Shown once: copy it now. A new one can be made at any time."
      onClose={onClose}
    >
      {address && <Secret label="Address" value={address} />}
      {secret && <Secret label="Secret" value={secret} />}
      <div className="grid gap-1.5">
        <p className="text-sm font-medium">A call for a terminal</p>
        <CodeBlock label="call" text={curlOf(address || "ADDRESS", isSigned, secret || "SECRET")} />
      </div>
    </ShownOnce>
  );
}
