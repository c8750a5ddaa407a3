import { Button, LoadProblem, Notice } from "@sayso/app-kit";
import { CircleCheck, PlugZap, PowerOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMay } from "../../api/me";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { ChainPanel } from "./ChainPanel";
import { ProviderDialog } from "./ProviderDialog";
import { ProviderRow } from "./ProviderRow";
import { type Models as Known, useModels } from "./queries";
import { RowsPanel } from "./RowsPanel";

/** Which language models work for the agency, and for what. */
export function Models(): ReactNode {
  const models = useModels();
  if (models.error && !models.data) return <LoadProblem error={models.error} onRetry={models.refetch} />;
  if (!models.data) return <RowsSkeleton label="Models" />;
  return (
    <>
      <Standing known={models.data} />
      <Providers known={models.data} />
      <ChainPanel known={models.data} />
      <RowsPanel known={models.data} />
    </>
  );
}

/** What works without a model, and what one adds. */
function Standing({ known }: { readonly known: Known }): ReactNode {
  if (!known.is_on) {
    return (
      <Notice icon={<PowerOff aria-hidden />} title="Language models are switched off on this machine">
        Everything works without them; whoever runs this machine can switch them on.
      </Notice>
    );
  }
  if (known.chains.some(({ models }) => models.length > 0)) return null;
  return (
    <Notice icon={<CircleCheck aria-hidden />} title="Everything works offline">
      Sayso reads your words by itself, on this machine, and sends them nowhere. A language model adds that longer and
      freer descriptions are understood, that questions about an application are answered, and that components no
      built-in kind draws are written.
    </Notice>
  );
}

function Providers({ known }: { readonly known: Known }): ReactNode {
  const mayChange = useMay("models:write");
  const [isAdding, add] = useState(false);
  return (
    <Panel
      title="Providers"
      lead="Who answers. Keys go in and never come out; your words go to whom you set up here, your records to nobody unless you switch it on below."
      actions={
        mayChange && (
          <Button size="small" icon={<PlugZap aria-hidden />} onClick={() => add(true)}>
            Add a provider
          </Button>
        )
      }
    >
      {known.providers.length === 0 ? (
        <p className="panel-empty">
          No provider yet.{" "}
          {mayChange ? "Add OpenAI, Anthropic, or an address of your own." : "Administrators add them."}
        </p>
      ) : (
        <ul className="rows" aria-label="Providers">
          {known.providers.map((provider) => (
            <ProviderRow key={provider.name} provider={provider} known={known} mayChange={mayChange} />
          ))}
        </ul>
      )}
      {isAdding && <ProviderDialog taken={known.providers} onClose={() => add(false)} />}
    </Panel>
  );
}
