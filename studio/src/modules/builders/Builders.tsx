import { Avatar, Badge, Button, IconButton, LoadProblem, toast, toastError } from "@sayso/app-kit";
import { X } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useMay, useMe } from "../../api/me";
import { Refusal } from "../../shell/Asking";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { PersonChoice } from "../../shell/PersonChoice";
import { useModuleChange } from "../queries";
import { type Builder, grantBuilder, revokeBuilder, useBuilders } from "./queries";

/** The people who may change a module; those who do let others in and take that back. */
export function Builders({ slug }: { readonly slug: string }): ReactNode {
  const { data: me } = useMe();
  const { data: builders, error, refetch } = useBuilders(slug);
  const mayGrant = useMay("modules:write");
  const maySee = useMay("people:read");
  if (error && !builders) return <LoadProblem error={error} onRetry={refetch} />;
  if (!builders) return <RowsSkeleton label="who builds it" />;
  const isBuilder = me?.agency?.role === "admin" || builders.some(({ user_id: id }) => id === me?.user.id);
  return (
    <Panel title="Builders" lead="They change and publish this application; so do the administrators of the agency.">
      {builders.length === 0 ? (
        <p className="panel-empty">Administrators alone.</p>
      ) : (
        <ul className="rows modules-rows" aria-label="Builders">
          {builders.map((one) => (
            <BuilderLine key={one.user_id} slug={slug} builder={one} mayRevoke={mayGrant && isBuilder} />
          ))}
        </ul>
      )}
      {mayGrant && maySee && isBuilder && <Grant slug={slug} builders={builders} />}
    </Panel>
  );
}

interface BuilderLineProps {
  readonly slug: string;
  readonly builder: Builder;
  readonly mayRevoke: boolean;
}

function BuilderLine({ slug, builder, mayRevoke }: BuilderLineProps): ReactNode {
  const { user_id: id, name, email, is_maker: isMaker } = builder;
  const who = name || email;
  const grant = useModuleChange(() => grantBuilder(slug, id));
  const revoke = useModuleChange(
    () => revokeBuilder(slug, id),
    () => toast(`${who} builds it no more.`, { undo: () => grant.mutate() }),
  );
  return (
    <li className="row modules-builder">
      <span className="row-link flex items-center gap-3">
        <Avatar name={who} size={28} />
        <span className="grid min-w-0">
          <span className="truncate" dir="auto">
            {who}
          </span>
          {name && <span className="row-note">{email}</span>}
        </span>
      </span>
      {isMaker && <Badge>Made it</Badge>}
      {mayRevoke && !isMaker && (
        <IconButton
          label={`Let ${who} build it no more`}
          disabled={revoke.isPending}
          onClick={() => revoke.mutate(undefined, { onError: toastError })}
        >
          <X aria-hidden />
        </IconButton>
      )}
    </li>
  );
}

function Grant({ slug, builders }: { readonly slug: string; readonly builders: readonly Builder[] }): ReactNode {
  const [user, setUser] = useState("");
  const grant = useModuleChange<string>(
    (id) => grantBuilder(slug, id),
    () => setUser(""),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (user) grant.mutate(user);
  };
  return (
    <div className="modules-pad modules-below">
      <form className="flex flex-wrap items-end gap-2" onSubmit={submit}>
        <PersonChoice
          label="Let somebody build it"
          without={new Set(builders.map(({ user_id: id }) => id))}
          value={user}
          onValue={setUser}
        />
        <Button type="submit" disabled={!user} busy={grant.isPending}>
          Add
        </Button>
      </form>
      <Refusal error={grant.error} />
    </div>
  );
}
