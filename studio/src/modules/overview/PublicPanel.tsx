import { Badge, Button, Dialog, LoadProblem } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { api, dataOf } from "../../api/client";
import { useMay } from "../../api/me";
import { Asking, Refusal } from "../../shell/Asking";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { when } from "../format";
import { type PublicAccess, useModuleChange, usePublicAccess } from "../queries";
import type { TabProps } from "../tabs";

/** What anybody can see and do without signing in; it opens only once somebody confirmed exactly that. */
export function PublicPanel({ module: { slug } }: TabProps): ReactNode {
  const { data: access, error, refetch } = usePublicAccess(slug);
  const mayChange = useMay("modules:write");
  const [asking, setAsking] = useState<"open" | "close" | null>(null);
  if (error && !access) return <LoadProblem error={error} onRetry={refetch} />;
  if (!access) return <RowsSkeleton label="public access" />;
  const close = () => setAsking(null);
  return (
    <Panel
      title="Public access"
      actions={
        <Badge tone={access.is_open ? "warning" : "neutral"}>{access.is_open ? "Open to anybody" : "Closed"}</Badge>
      }
    >
      <div className="modules-pad">
        <Said access={access} />
        {mayChange && access.role && (
          <div className="flex flex-wrap gap-2">
            {!access.is_open && access.keys.length > 0 && (
              <Button onClick={() => setAsking("open")}>Look at it and open it…</Button>
            )}
            {access.confirmed && <Button onClick={() => setAsking("close")}>Close it…</Button>}
          </div>
        )}
      </div>
      {asking === "open" && <Opening slug={slug} access={access} onClose={close} />}
      {asking === "close" && <Closing slug={slug} onClose={close} />}
    </Panel>
  );
}

function Said({ access }: { readonly access: PublicAccess }): ReactNode {
  if (!access.role)
    return <p>Everybody signs in. Say “anyone can … without signing in” in a session to change that.</p>;
  const { confirmed, is_open, pending, sentences } = access;
  return (
    <>
      <p>
        {is_open
          ? `Confirmed${confirmed?.by ? ` by ${confirmed.by}` : ""}${confirmed ? `, ${when(confirmed.at)}` : ""}.`
          : "The application asks for it, and nobody has confirmed it as it is now. Until then everybody signs in."}
      </p>
      <ul className="modules-list">
        {(is_open || pending.sentences.length === 0 ? sentences : pending.sentences).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

interface OpeningProps {
  readonly slug: string;
  readonly access: PublicAccess;
  readonly onClose: () => void;
}

/** Names all that becomes public before it does. */
function Opening({ slug, access, onClose }: OpeningProps): ReactNode {
  const open = useModuleChange(
    () =>
      dataOf(
        api.PUT("/api/v1/modules/{slug}/public-access", {
          params: { path: { slug } },
          body: { confirm: [...access.keys] },
        }),
      ),
    onClose,
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title="Open this to anybody?"
      description="Whoever knows the address can do the following without signing in."
      footer={
        <>
          <Button onClick={onClose}>Keep it closed</Button>
          <Button variant="primary" busy={open.isPending} onClick={() => open.mutate()}>
            Open it to anybody
          </Button>
        </>
      }
    >
      <ul className="modules-list">
        {access.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Refusal error={open.error} />
    </Dialog>
  );
}

function Closing({ slug, onClose }: Omit<OpeningProps, "access">): ReactNode {
  const shut = useModuleChange(
    () => dataOf(api.DELETE("/api/v1/modules/{slug}/public-access", { params: { path: { slug } } })),
    onClose,
  );
  return (
    <Asking
      title="Close it to people who are not signed in?"
      text="It takes effect at once. Rows that visitors sent stay."
      verb="Close it"
      keep="Leave it open"
      change={shut}
      onClose={onClose}
    />
  );
}
