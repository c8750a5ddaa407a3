import { Badge, Button } from "@sayso/app-kit";
import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { api, dataOf } from "../../api/client";
import { useMay, useMe } from "../../api/me";
import { NameDialog } from "../../shell/NameDialog";
import { PagedRows } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { ROLES } from "../../shell/roles";
import { useSwitchAgency } from "../../shell/use-agency";
import { PresentAgency } from "./PresentAgency";
import { type Agency, useAgencies, useAgencyChange } from "./queries";
import { Sites } from "./Sites";

/** The agencies of the person, and what the present one is made of. */
export function Agencies(): ReactNode {
  const { data: me } = useMe();
  return (
    <>
      <Mine />
      {me?.agency && (
        <>
          <PresentAgency key={me.agency.id} agency={me.agency} />
          <Sites agency={me.agency.name} />
        </>
      )}
    </>
  );
}

function Mine(): ReactNode {
  const [isFounding, found] = useState(false);
  const mayFound = useMay("agency:write");
  return (
    <Panel
      title="Your agencies"
      lead="Each has people, modules and keys of its own."
      actions={
        mayFound && (
          <Button size="small" icon={<Plus aria-hidden />} onClick={() => found(true)}>
            Found an agency
          </Button>
        )
      }
    >
      <PagedRows
        list={useAgencies()}
        label="Your agencies"
        empty={<p className="panel-empty">You belong to no agency yet.</p>}
      >
        {(agency) => <AgencyRow key={agency.id} agency={agency} />}
      </PagedRows>
      {isFounding && <Found onClose={() => found(false)} />}
    </Panel>
  );
}

function AgencyRow({ agency }: { readonly agency: Agency }): ReactNode {
  const switching = useSwitchAgency();
  return (
    <li className="row">
      <div className="row-link">
        <div className="grid min-w-0">
          <span className="truncate" dir="auto">
            {agency.name}
          </span>
          <span className="row-note">
            {agency.slug}
            {agency.role && ` · ${ROLES[agency.role]}`}
          </span>
        </div>
      </div>
      {agency.is_current ? (
        <Badge tone="success">Present</Badge>
      ) : (
        <Button
          size="small"
          busy={switching.isPending}
          aria-label={`Switch to ${agency.name}`}
          onClick={() => switching.mutate(agency.slug)}
        >
          Switch
        </Button>
      )}
    </li>
  );
}

function Found({ onClose }: { readonly onClose: () => void }): ReactNode {
  const found = useAgencyChange<string>(
    (name) => dataOf(api.POST("/api/v1/agencies", { body: { name } })),
    "The agency is founded. Switch to it to build there.",
    onClose,
  );
  return (
    <NameDialog
      title="Found an agency"
      label="Name of the agency"
      hint="You are its administrator. What it builds is kept apart from every other agency."
      verb="Found agency"
      change={found}
      onClose={onClose}
    />
  );
}
