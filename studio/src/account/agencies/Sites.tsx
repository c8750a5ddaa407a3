import { Button, IconButton, Menu, MenuItem } from "@sayso/app-kit";
import { Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { api, dataOf } from "../../api/client";
import { useMay } from "../../api/me";
import { Asking } from "../../shell/Asking";
import { NameDialog } from "../../shell/NameDialog";
import { PagedRows } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { type Site, useAgencyChange, useSites } from "./queries";

/** Places of the agency whose applications share members and files. */
export function Sites({ agency }: { readonly agency: string }): ReactNode {
  const [isAdding, add] = useState(false);
  const mayChange = useMay("agency:write");
  return (
    <Panel
      title="Sites"
      lead={`Places of ${agency}. Modules of one site share their members and files; new ones go to the first.`}
      actions={
        mayChange && (
          <Button size="small" icon={<Plus aria-hidden />} onClick={() => add(true)}>
            Add a site
          </Button>
        )
      }
    >
      <PagedRows
        list={useSites()}
        label="Sites"
        empty={<p className="panel-empty">No site yet. The first module brings one along.</p>}
      >
        {(site) => <SiteRow key={site.id} site={site} mayChange={mayChange} />}
      </PagedRows>
      {isAdding && <Add onClose={() => add(false)} />}
    </Panel>
  );
}

interface SiteRowProps {
  readonly site: Site;
  readonly mayChange: boolean;
}

function SiteRow({ site, mayChange }: SiteRowProps): ReactNode {
  const [asked, ask] = useState<"rename" | "remove" | null>(null);
  const close = () => ask(null);
  return (
    <li className="row">
      <div className="row-link">
        <div className="grid min-w-0">
          <span className="truncate" dir="auto">
            {site.name}
          </span>
          <span className="row-note">
            {site.slug} · {site.modules === 1 ? "1 module" : `${site.modules} modules`}
          </span>
        </div>
      </div>
      {mayChange && (
        <Menu
          trigger={
            <IconButton label={`${site.name}, actions`}>
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => ask("rename")}>
            Rename
          </MenuItem>
          <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => ask("remove")}>
            Remove
          </MenuItem>
        </Menu>
      )}
      {asked === "rename" && <Rename site={site} onClose={close} />}
      {asked === "remove" && <Remove site={site} onClose={close} />}
    </li>
  );
}

function Add({ onClose }: { readonly onClose: () => void }): ReactNode {
  const add = useAgencyChange<string>(
    (name) => dataOf(api.POST("/api/v1/agency/sites", { body: { name } })),
    "The site is added.",
    onClose,
  );
  return <NameDialog title="Add a site" label="Name of the site" verb="Add site" change={add} onClose={onClose} />;
}

interface SiteDialogProps {
  readonly site: Site;
  readonly onClose: () => void;
}

function Rename({ site, onClose }: SiteDialogProps): ReactNode {
  const params = { path: { site_id: site.id } };
  const rename = useAgencyChange<string>(
    (name) => dataOf(api.PATCH("/api/v1/agency/sites/{site_id}", { params, body: { name } })),
    "The site is renamed.",
    onClose,
  );
  return <NameDialog title="Rename site" initial={site.name} verb="Rename" change={rename} onClose={onClose} />;
}

function Remove({ site, onClose }: SiteDialogProps): ReactNode {
  const params = { path: { site_id: site.id } };
  const remove = useAgencyChange<void>(
    () => dataOf(api.DELETE("/api/v1/agency/sites/{site_id}", { params })),
    "The site is removed.",
    onClose,
  );
  return (
    <Asking
      title={`Remove “${site.name}”?`}
      text="Its members lose what they have through it. It is refused while the site has modules."
      verb="Remove site"
      keep="Keep it"
      change={remove}
      onClose={onClose}
    />
  );
}
