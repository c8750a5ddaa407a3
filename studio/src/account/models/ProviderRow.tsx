import { Badge, IconButton, Menu, MenuItem } from "@sayso/app-kit";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Asking } from "../../shell/Asking";
import { useAccountChange } from "../use-account-change";
import { ProviderDialog } from "./ProviderDialog";
import { type Models, modelsKey, type Provider, removeProvider } from "./queries";
import { TryModel } from "./TryModel";
import { kindLabel } from "./words";

interface ProviderRowProps {
  readonly provider: Provider;
  readonly known: Models;
  readonly mayChange: boolean;
}

/** One provider: where it answers, whether it has a key, and whether it can be asked. */
export function ProviderRow({ provider, known, mayChange }: ProviderRowProps): ReactNode {
  const [asked, ask] = useState<"change" | "remove" | null>(null);
  const isOwn = provider.source === "agency";
  const model = known.chains.flatMap(({ models }) => models).find((each) => each.startsWith(`${provider.name}:`));
  const facts = [kindLabel(provider.kind), provider.base_url, provider.has_key ? "has a key" : "no key"];
  return (
    <li className="row account-row">
      <div className="row-link">
        <div className="grid min-w-0">
          <span className="truncate">{provider.name}</span>
          <span className="row-note">{facts.filter(Boolean).join(" · ")}</span>
          {provider.problem && <span className="text-sm font-normal text-danger-ink">{provider.problem}</span>}
        </div>
      </div>
      {!isOwn && <Badge plain>Set up on this machine</Badge>}
      {mayChange && model && <TryModel model={model} />}
      {mayChange && isOwn && (
        <Menu
          trigger={
            <IconButton label={`${provider.name}, actions`}>
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => ask("change")}>
            Change, or enter another key
          </MenuItem>
          <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => ask("remove")}>
            Remove
          </MenuItem>
        </Menu>
      )}
      {asked === "change" && <ProviderDialog provider={provider} taken={known.providers} onClose={() => ask(null)} />}
      {asked === "remove" && <Remove provider={provider} onClose={() => ask(null)} />}
    </li>
  );
}

function Remove({ provider, onClose }: { readonly provider: Provider; readonly onClose: () => void }): ReactNode {
  const change = useAccountChange({
    change: () => removeProvider(provider.name),
    renews: [modelsKey],
    said: "The provider is removed.",
    done: onClose,
  });
  return (
    <Asking
      title={`Remove “${provider.name}”?`}
      text="Its key is forgotten. It is refused while one of your chains asks a model of it."
      verb="Remove provider"
      keep="Keep it"
      change={change}
      onClose={onClose}
    />
  );
}
