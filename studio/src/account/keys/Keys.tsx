import { Badge, Button } from "@sayso/app-kit";
import { KeyRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import { api, dataOf, type Schemas } from "../../api/client";
import { useMe } from "../../api/me";
import { Asking } from "../../shell/Asking";
import { Moment } from "../../shell/Moment";
import { PagedRows } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { useAccountChange } from "../use-account-change";
import { MadeKey } from "./MadeKey";
import { NewKey } from "./NewKey";
import { type Key, keysKey, useKeys } from "./queries";
import { scopeLabel } from "./scopes";

/** Keys for programs: which there are, what each may do, and when it was used last. */
export function Keys(): ReactNode {
  const [isMaking, make] = useState(false);
  const [made, setMade] = useState<Schemas["MadeKey"] | null>(null);
  const list = useKeys();
  return (
    <Panel
      title="API keys"
      lead="For programs that act for a person. A key never does more than its owner may at that moment."
      actions={
        <Button size="small" icon={<KeyRound aria-hidden />} onClick={() => make(true)}>
          Make a key
        </Button>
      }
    >
      <PagedRows
        list={list}
        label="API keys"
        empty={
          <p className="panel-empty">No key yet. Make one for a script, or for another program that calls Sayso.</p>
        }
      >
        {(key) => <KeyRow key={key.id} one={key} />}
      </PagedRows>
      {isMaking && (
        <NewKey
          onClose={() => make(false)}
          onMade={(key) => {
            make(false);
            setMade(key);
          }}
        />
      )}
      {made && <MadeKey made={made} onClose={() => setMade(null)} />}
    </Panel>
  );
}

function standingOf(key: Key): { readonly tone: "neutral" | "warning" | "success"; readonly label: string } {
  if (key.revoked_at) return { tone: "neutral", label: "Revoked" };
  if (key.expires_at && Date.parse(key.expires_at) < Date.now()) return { tone: "warning", label: "Expired" };
  return { tone: "success", label: "Works" };
}

function KeyRow({ one }: { readonly one: Key }): ReactNode {
  const { data: me } = useMe();
  const [isAsking, ask] = useState(false);
  const standing = standingOf(one);
  return (
    <li className="row account-row">
      <div className="row-link">
        <div className="grid min-w-0">
          <span className="truncate">
            <bdi>{one.name}</bdi> <code className="font-normal text-muted">sayso_{one.prefix}_…</code>
          </span>
          <span className="row-note whitespace-normal">{one.scopes.map(scopeLabel).join(", ")}</span>
          <span className="row-note whitespace-normal">
            {me?.user.id !== one.owner_id && `${one.owner_email} · `}
            {one.last_used_at ? (
              <>
                Last used <Moment at={one.last_used_at} />
                {one.last_used_from && ` from ${one.last_used_from}`}
              </>
            ) : (
              "Never used"
            )}
            {!one.revoked_at && (
              <>
                {" · "}
                {one.expires_at ? (
                  <>
                    {standing.label === "Expired" ? "Expired " : "Expires "}
                    <Moment at={one.expires_at} />
                  </>
                ) : (
                  "Does not expire"
                )}
              </>
            )}
          </span>
        </div>
      </div>
      <Badge tone={standing.tone}>{standing.label}</Badge>
      {!one.revoked_at && (
        <Button size="small" aria-label={`Revoke ${one.name}`} onClick={() => ask(true)}>
          Revoke
        </Button>
      )}
      {isAsking && <Revoke one={one} onClose={() => ask(false)} />}
    </li>
  );
}

function Revoke({ one, onClose }: { readonly one: Key; readonly onClose: () => void }): ReactNode {
  const change = useAccountChange({
    change: () => dataOf(api.DELETE("/api/v1/keys/{key_id}", { params: { path: { key_id: one.id } } })),
    renews: [keysKey],
    said: "The key is revoked.",
    done: onClose,
  });
  return (
    <Asking
      title={`Revoke “${one.name}”?`}
      text="Programs that use it are refused from now on. This cannot be taken back; it stays in the list for the log."
      verb="Revoke key"
      keep="Keep it"
      change={change}
      onClose={onClose}
    />
  );
}
