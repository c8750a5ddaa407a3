import { Button, Notice, SettingsDialog } from "@sayso/app-kit";
import { type ReactNode, useEffect, useState } from "react";
import { useMay } from "../../api/me";
import { Panel } from "../../shell/Panel";
import { OriginPanel } from "../../templates/own/OriginParts";
import { workWith } from "../data/server";
import { type ModuleLine, useModules } from "../queries";
import type { TabProps } from "../tabs";
import { ArchiveModule } from "./ArchiveModule";
import { Previews } from "./Previews";
import { RemoveModule } from "./RemoveModule";
import { useOwnRole } from "./use-own-role";

/** How a module is set up: its own settings, its previews, putting it away and removing it. */
export default function SettingsTab({ module }: TabProps): ReactNode {
  const mayChange = useMay("modules:write");
  return (
    <>
      {module.status === "published" && <OwnSettings module={module} />}
      {!mayChange && (
        <Notice title="Your role looks at modules and does not change them.">
          Ask an administrator of the agency to archive, restore or preview this one.
        </Notice>
      )}
      {mayChange && <Naming module={module} />}
      <OriginPanel module={module} />
      {mayChange && module.status !== "archived" && !module.is_preview && <KnownPreviews module={module} />}
      {mayChange && <ArchiveModule module={module} />}
      {mayChange && !module.goes_at && <RemoveModule module={module} />}
    </>
  );
}

function OwnSettings({ module: { slug } }: TabProps): ReactNode {
  const [open, setOpen] = useState(false);
  const role = useOwnRole(slug);
  useEffect(() => workWith(slug), [slug]);
  return (
    <Panel
      title="Settings of the application"
      lead="Currency, time zone, language, and what else it leaves open. They hold for everybody."
      actions={
        role?.isWidest && (
          <Button size="small" onClick={() => setOpen(true)}>
            Change settings…
          </Button>
        )
      }
    >
      <div className="modules-pad">
        {role === null ? (
          <p className="text-muted">You have no role in this application, so its settings are closed to you.</p>
        ) : (
          role &&
          !role.isWidest && <p className="text-muted">Only the widest role may change them; yours is {role.label}.</p>
        )}
        {role && (
          <dl className="modules-facts !p-0">
            {Object.entries(role.settings).map(([key, value]) => (
              <Setting key={key} name={key} value={value} />
            ))}
          </dl>
        )}
      </div>
      <SettingsDialog open={open} onClose={() => setOpen(false)} />
    </Panel>
  );
}

function Setting({ name, value }: { readonly name: string; readonly value: unknown }): ReactNode {
  const label = name.replaceAll("_", " ");
  return (
    <>
      <dt>{label.charAt(0).toLocaleUpperCase() + label.slice(1)}</dt>
      <dd dir="auto">{typeof value === "boolean" ? (value ? "Yes" : "No") : String(value ?? "not set")}</dd>
    </>
  );
}

function Naming({ module }: { readonly module: ModuleLine }): ReactNode {
  return (
    <Panel title="Name and description" lead="Both belong to what the application is, so they change with a revision.">
      <p className="panel-empty">
        Choose “Change it” above and say “call it …”, or edit them there. The address {module.slug} stays.
      </p>
    </Panel>
  );
}

function KnownPreviews({ module }: { readonly module: ModuleLine }): ReactNode {
  const { data = [] } = useModules();
  const own = data.filter(({ is_preview, slug }) => is_preview && slug.startsWith(`${module.slug}-`));
  return <Previews module={module} previews={own} />;
}
