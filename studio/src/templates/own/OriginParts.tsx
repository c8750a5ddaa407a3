import { Button } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useMay } from "../../api/me";
import type { ModuleLine } from "../../modules/queries";
import { Panel } from "../../shell/Panel";
import { type Origin, useOrigin } from "./queries";
import { TakeOver } from "./TakeOver";

/** Says that the template of a module has a newer version; nothing where it has none. */
export function NewerNotice({ module }: { readonly module: ModuleLine }): ReactNode {
  const { data: origin } = useOrigin(module.slug);
  if (!origin?.is_behind || module.status !== "published") return null;
  return (
    <div className="notice flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="min-w-0">
        The template <b dir="auto">{origin.name}</b> has version {origin.newest}; this application has version{" "}
        {origin.version} of it.
      </span>
      <SeeWhatChanged module={module} />
    </div>
  );
}

/** What a module came from; nothing where it began otherwise. */
export function OriginPanel({ module }: { readonly module: ModuleLine }): ReactNode {
  const { data: origin } = useOrigin(module.slug);
  if (!origin) return null;
  return (
    <Panel
      title="Where it came from"
      lead="What you change here stays yours; the template does not change with it."
      actions={origin.is_behind && module.status === "published" && <SeeWhatChanged module={module} />}
    >
      <dl className="modules-facts">
        <dt>Template</dt>
        <dd dir="auto">
          <Name origin={origin} />
        </dd>
        {origin.version !== null && (
          <>
            <dt>Version</dt>
            <dd>
              {origin.version}
              {origin.is_behind ? `, of ${origin.newest}` : ""}
            </dd>
          </>
        )}
      </dl>
    </Panel>
  );
}

function Name({ origin: { name, slug, design } }: { readonly origin: Origin }): ReactNode {
  if (!slug && !design) return `${name} (removed since)`;
  return (
    <Link to="/templates" search={{ q: name }} className="link">
      {name}
    </Link>
  );
}

function SeeWhatChanged({ module }: { readonly module: ModuleLine }): ReactNode {
  const [open, setOpen] = useState(false);
  const mayChange = useMay("modules:write");
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        See what changed
      </Button>
      {open && <TakeOver module={module} mayTake={mayChange} onClose={() => setOpen(false)} />}
    </>
  );
}
