import { Avatar, Badge, IconButton, Menu, MenuItem, MenuSeparator, toast, toastError } from "@sayso/app-kit";
import { Ellipsis, KeyRound, Pause, Play, UserMinus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMe } from "../../api/me";
import { Asking } from "../../shell/Asking";
import { Moment } from "../../shell/Moment";
import { ROLES } from "../../shell/roles";
import { AGENCY_ROLES, type AgencyRole } from "../roles";
import { Secret } from "../Secret";
import { ShownOnce } from "../ShownOnce";
import { useAccountChange } from "../use-account-change";
import { changePerson, makeResetLink, nameOf, type Person, peopleKey, removePerson } from "./queries";

const RENEWS = [peopleKey, ["me"]];

interface PersonRowProps {
  readonly person: Person;
  readonly mayChange: boolean;
}

/** Somebody with their role, and what can be done about them. */
export function PersonRow({ person, mayChange }: PersonRowProps): ReactNode {
  const { data: me } = useMe();
  const name = nameOf(person);
  return (
    <li className="row account-person">
      <Avatar name={name} size={28} />
      <div className="row-link">
        <div className="grid min-w-0">
          <span className="truncate">
            <bdi>{name}</bdi>
            {me?.user.id === person.user_id && <span className="font-normal text-muted"> (you)</span>}
          </span>
          <span className="row-note">
            {person.email} · here since <Moment at={person.since} />
          </span>
        </div>
      </div>
      <Standing person={person} />
      {mayChange ? <RoleChoice person={person} /> : <span className="text-sm text-muted">{ROLES[person.role]}</span>}
      {mayChange && <PersonMenu person={person} />}
    </li>
  );
}

function Standing({ person }: { readonly person: Person }): ReactNode {
  if (person.has_account_off) return <Badge tone="danger">Switched off</Badge>;
  return person.is_active ? null : <Badge tone="warning">Resting</Badge>;
}

function RoleChoice({ person }: { readonly person: Person }): ReactNode {
  const give = useAccountChange<AgencyRole>({
    change: (role) => changePerson(person, { role }),
    renews: RENEWS,
    done: (_, role) =>
      toast(`${nameOf(person)}: ${ROLES[role]}`, { undo: () => give.mutate(person.role, { onError: toastError }) }),
  });
  return (
    <select
      className="input account-choice"
      aria-label={`Role of ${nameOf(person)}`}
      value={give.isPending ? give.variables : person.role}
      disabled={give.isPending}
      onChange={({ target }) => give.mutate(target.value as AgencyRole, { onError: toastError })}
    >
      {AGENCY_ROLES.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

function PersonMenu({ person }: { readonly person: Person }): ReactNode {
  const [asked, ask] = useState<"remove" | "link" | null>(null);
  const name = nameOf(person);
  const close = () => ask(null);
  const rest = useAccountChange<boolean>({
    change: (is_active) => changePerson(person, { is_active }),
    renews: RENEWS,
    done: (_, isActive) => toast(isActive ? `${name} is back.` : `${name} is resting and cannot come in.`),
  });
  const set = (isActive: boolean) => rest.mutate(isActive, { onError: toastError });
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`${name}, actions`}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<KeyRound aria-hidden />} onSelect={() => ask("link")}>
          Make a link to a new password
        </MenuItem>
        {person.is_active ? (
          <MenuItem icon={<Pause aria-hidden />} onSelect={() => set(false)}>
            Let rest
          </MenuItem>
        ) : (
          <MenuItem icon={<Play aria-hidden />} onSelect={() => set(true)}>
            Let back in
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={<UserMinus aria-hidden />} danger onSelect={() => ask("remove")}>
          Take out of the agency
        </MenuItem>
      </Menu>
      {asked === "remove" && <Remove person={person} onClose={close} />}
      {asked === "link" && <ResetLink person={person} onClose={close} />}
    </>
  );
}

interface PersonDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
}

function Remove({ person, onClose }: PersonDialogProps): ReactNode {
  const name = nameOf(person);
  const remove = useAccountChange({
    change: () => removePerson(person),
    renews: RENEWS,
    said: `${name} is taken out.`,
    done: onClose,
  });
  return (
    <Asking
      title={`Take ${name} out?`}
      text="They lose this agency and its applications at once, with their roles, keys and open invitations. What they did keeps their name."
      verb="Take out"
      keep="Keep them"
      change={remove}
      onClose={onClose}
    />
  );
}

/** Asks first, because a link ends the one before; then shows it. */
function ResetLink({ person, onClose }: PersonDialogProps): ReactNode {
  const name = nameOf(person);
  const make = useAccountChange({ change: () => makeResetLink(person), renews: [] });
  if (make.data) {
    return (
      <ShownOnce
        title={`New password for ${name}`}
        description="Hand this link over yourself. It works once, for two hours, and is not shown again."
        onClose={onClose}
      >
        <Secret label="Link" value={make.data.url} />
      </ShownOnce>
    );
  }
  return (
    <Asking
      title={`Make a link to a new password for ${name}?`}
      text="Whoever opens the link chooses the password and is signed out everywhere else."
      verb="Make link"
      keep="Cancel"
      change={make}
      onClose={onClose}
    />
  );
}
