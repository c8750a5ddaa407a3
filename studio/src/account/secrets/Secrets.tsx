import { Button, IconButton, LoadProblem, Menu, MenuItem } from "@sayso/app-kit";
import { Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMay } from "../../api/me";
import { Asking } from "../../shell/Asking";
import { Moment } from "../../shell/Moment";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { useAccountChange } from "../use-account-change";
import { removeSecret, type SecretLine, secretsKey, useSecrets } from "./queries";
import { SecretDialog } from "./SecretDialog";
import { WallsPanel } from "./WallsPanel";

/** Secrets that code speaks of by name only, and the walls that this code runs behind. */
export function Secrets(): ReactNode {
  const [isAdding, add] = useState(false);
  const { data, error, refetch } = useSecrets();
  const mayChange = useMay("agency:write");
  return (
    <div className="grid gap-5">
      <Panel
        title="Secrets"
        lead="Passwords and keys of other services. The code of a block names a secret and never holds it: it is put in on the way, for the hosts listed here only."
        actions={
          mayChange && (
            <Button size="small" icon={<Plus aria-hidden />} onClick={() => add(true)}>
              Add a secret
            </Button>
          )
        }
      >
        {error && !data && <LoadProblem error={error} onRetry={refetch} />}
        {!data && !error && <RowsSkeleton label="secrets" />}
        {data?.length === 0 && (
          <p className="panel-empty">
            No secret yet. Add one where the data that a block shows asks for a key or a password.
          </p>
        )}
        {!!data?.length && (
          <ul className="rows" aria-label="Secrets">
            {data.map((secret) => (
              <SecretRow key={secret.name} secret={secret} mayChange={mayChange} />
            ))}
          </ul>
        )}
      </Panel>
      <WallsPanel />
      {isAdding && <SecretDialog onClose={() => add(false)} />}
    </div>
  );
}

interface SecretRowProps {
  readonly secret: SecretLine;
  readonly mayChange: boolean;
}

function SecretRow({ secret, mayChange }: SecretRowProps): ReactNode {
  const { name, hosts, updated_at: at } = secret;
  const [asked, ask] = useState<"replace" | "remove" | null>(null);
  const close = () => ask(null);
  return (
    <li className="row account-row">
      <div className="row-link">
        <div className="grid min-w-0">
          <code className="truncate">{name}</code>
          <span className="row-note whitespace-normal">
            For {hosts.join(", ")} · entered <Moment at={at} />
          </span>
        </div>
      </div>
      {mayChange && (
        <Menu
          trigger={
            <IconButton label={`${name}, actions`}>
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => ask("replace")}>
            Replace
          </MenuItem>
          <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => ask("remove")}>
            Remove
          </MenuItem>
        </Menu>
      )}
      {asked === "replace" && <SecretDialog secret={secret} onClose={close} />}
      {asked === "remove" && <Remove secret={secret} onClose={close} />}
    </li>
  );
}

function Remove({ secret, onClose }: { readonly secret: SecretLine; readonly onClose: () => void }): ReactNode {
  const change = useAccountChange({
    change: () => removeSecret(secret.name),
    renews: [secretsKey],
    said: "The secret is removed.",
    done: onClose,
  });
  return (
    <Asking
      title={`Remove ${secret.name}?`}
      text="Blocks that use it fail from now on. Its value is forgotten and cannot be brought back."
      verb="Remove secret"
      keep="Keep it"
      change={change}
      onClose={onClose}
    />
  );
}
