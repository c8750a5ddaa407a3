import { Menu, MenuCheck, MenuItem, MenuLabel, MenuSeparator } from "@sayso/app-kit";
import { useNavigate } from "@tanstack/react-router";
import { Building2, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { useMe } from "../api/me";
import { useSwitchAgency } from "./use-agency";

/** The agency that everything on screen is of, and the way to another one. */
export function AgencySwitch({ onNavigate }: { readonly onNavigate?: () => void }): ReactNode {
  const { data: me } = useMe();
  const switching = useSwitchAgency();
  const navigate = useNavigate();
  if (!me?.agency) return <Mark name="Sayso" />;
  if (me.agencies.length < 2) return <Mark name={me.agency.name} />;
  const here = me.agency;
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="agency-switch"
          aria-label={`Agency: ${here.name}, switch`}
          aria-busy={switching.isPending || undefined}
        >
          <Mark name={here.name} />
          <ChevronsUpDown aria-hidden />
        </button>
      }
    >
      <MenuLabel>Agencies</MenuLabel>
      {me.agencies.map(({ slug, name }) => (
        <MenuCheck
          key={slug}
          checked={slug === here.slug}
          onCheckedChange={() => {
            onNavigate?.();
            if (slug !== here.slug) switching.mutate(slug);
          }}
        >
          <span dir="auto">{name}</span>
        </MenuCheck>
      ))}
      <MenuSeparator />
      <MenuItem
        icon={<Building2 aria-hidden />}
        onSelect={() => {
          onNavigate?.();
          void navigate({ to: "/account/{-$section}", params: { section: "agencies" } });
        }}
      >
        All agencies
      </MenuItem>
    </Menu>
  );
}

function Mark({ name }: { readonly name: string }): ReactNode {
  return (
    <span className="agency-mark">
      <span className="app-mark" aria-hidden>
        {[...name][0]?.toLocaleUpperCase()}
      </span>
      <span className="truncate" dir="auto" title={name}>
        {name}
      </span>
    </span>
  );
}
