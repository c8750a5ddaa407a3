import { Badge, Button } from "@sayso/app-kit";
import { Pencil } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMay } from "../../api/me";
import { Panel } from "../../shell/Panel";
import { ChainDialog } from "./ChainDialog";
import type { Chain, Models } from "./queries";
import { MODEL_ROLES } from "./words";

/** Which models are asked for what, in their order. */
export function ChainPanel({ known }: { readonly known: Models }): ReactNode {
  const mayChange = useMay("models:write");
  return (
    <Panel
      title="Who is asked for what"
      lead="The first model is asked; where it does not answer, the next one is, and at the end Sayso itself. Nothing is ever stuck on a model."
    >
      <ul className="rows" aria-label="Who is asked for what">
        {known.chains.map((chain) => (
          <ChainRow key={chain.role} chain={chain} known={known} mayChange={mayChange} />
        ))}
      </ul>
    </Panel>
  );
}

interface ChainRowProps {
  readonly chain: Chain;
  readonly known: Models;
  readonly mayChange: boolean;
}

function ChainRow({ chain, known, mayChange }: ChainRowProps): ReactNode {
  const [isOpen, open] = useState(false);
  const { label, does } = MODEL_ROLES[chain.role];
  return (
    <li className="row account-row">
      <div className="row-link">
        <div className="grid min-w-0">
          <span>{label}</span>
          <span className="row-note whitespace-normal">{does}</span>
          <ol className="account-chain">
            {chain.models.map((model) => (
              <li key={model}>{model}</li>
            ))}
            <li>Sayso itself</li>
          </ol>
        </div>
      </div>
      {chain.source === "settings" && <Badge plain>Set up on this machine</Badge>}
      {mayChange && known.is_on && (
        <Button size="small" icon={<Pencil aria-hidden />} aria-label={`Change ${label}`} onClick={() => open(true)}>
          Change
        </Button>
      )}
      {isOpen && <ChainDialog chain={chain} known={known} onClose={() => open(false)} />}
    </li>
  );
}
