import { Button } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { api, dataOf } from "../../api/client";
import { useMe } from "../../api/me";
import { Asking } from "../../shell/Asking";
import { Moment } from "../../shell/Moment";
import { Panel } from "../../shell/Panel";
import { type Identities, useIdentities, useOwnChange } from "./queries";

type Identity = Identities["connected"][number];

/** Other accounts that the person signs in with; nothing where no provider is set up. */
export function Providers(): ReactNode {
  const { data: me } = useMe();
  const { data } = useIdentities();
  const [leaving, leave] = useState<Identity | null>(null);
  if (!data || data.connected.length + data.offered.length === 0) return null;
  return (
    <Panel title="Sign-in providers" lead="Other accounts that you can sign in with.">
      <ul className="rows">
        {data.connected.map((one) => (
          <li key={`${one.issuer} ${one.subject}`} className="row">
            <div className="row-link">
              <div className="grid min-w-0">
                <span className="truncate">{one.title}</span>
                <span className="row-note">
                  {one.email}, connected <Moment at={one.connected_at} />
                </span>
              </div>
            </div>
            <Button size="small" aria-label={`Disconnect ${one.title}`} onClick={() => leave(one)}>
              Disconnect
            </Button>
          </li>
        ))}
        {data.offered.map(({ name, title }) => (
          <li key={name} className="row">
            <div className="row-link">
              <div className="grid min-w-0">
                <span className="truncate">{title}</span>
                <span className="row-note">Connected when you sign in with it as {me?.user.email}</span>
              </div>
            </div>
            <a
              className="button button-small border-line-strong bg-surface hover:bg-hover"
              href={`/signin/openid/${encodeURIComponent(name)}?next=/account`}
              aria-label={`Connect ${title}`}
            >
              Connect
            </a>
          </li>
        ))}
      </ul>
      {leaving && <Disconnect identity={leaving} onClose={() => leave(null)} />}
    </Panel>
  );
}

interface DisconnectProps {
  readonly identity: Identity;
  readonly onClose: () => void;
}

function Disconnect({ identity, onClose }: DisconnectProps): ReactNode {
  const { issuer, subject, title } = identity;
  const disconnect = useOwnChange<void>(
    async () => {
      await dataOf(api.DELETE("/api/v1/auth/identities", { params: { query: { issuer, subject } } }));
      onClose();
    },
    `${title} is disconnected.`,
    ["account", "identities"],
  );
  return (
    <Asking
      title={`Disconnect ${title}?`}
      text="You cannot sign in with it any more, until you connect it again."
      verb="Disconnect"
      keep="Keep it"
      change={disconnect}
      onClose={onClose}
    />
  );
}
