import { LogIn, LogOut, Monitor, Moon, Settings, Sun } from "lucide-react";
import type { ReactNode } from "react";
import { signOut, switchRole, useSession } from "../data/session";
import { maySetUp } from "../data/settings";
import { ButtonLink } from "../ui/Button";
import { Menu, MenuCheck, MenuItem, MenuLabel, MenuSeparator } from "../ui/Menu";
import { Avatar } from "../ui/Small";
import { type Theme, useTheme } from "../ui/theme";
import { toastError } from "../ui/toast";
import { useRestart } from "./host";
import { useSignInUrl } from "./sign-in";

const THEMES: readonly (readonly [Theme, string, typeof Sun])[] = [
  ["system", "As the system", Monitor],
  ["light", "Light", Sun],
  ["dark", "Dark", Moon],
];

/** Who is signed in, how the application looks, and through which role. */
export function PersonMenu({ onSettings }: { readonly onSettings: () => void }): ReactNode {
  const { data: session } = useSession();
  const { theme, choose } = useTheme();
  const restart = useRestart();
  if (!session) return null;
  if (session.member === null) return <SignInLink />;
  const { member, role, own_role: own, roles, may_switch: maySwitch = false } = session;
  return (
    <Menu
      trigger={
        <button type="button" className="button button-icon border-transparent" aria-label={`${member.name}, menu`}>
          <Avatar name={member.name} size={26} />
        </button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="font-medium" dir="auto">
          {member.name}
        </p>
        <p className="text-sm text-muted">{role?.label ?? member.email}</p>
      </div>
      <MenuSeparator />
      <MenuLabel>Appearance</MenuLabel>
      {THEMES.map(([name, label, Mark]) => (
        <MenuCheck key={name} checked={theme === name} onCheckedChange={() => choose(name)}>
          <Mark aria-hidden /> {label}
        </MenuCheck>
      ))}
      {maySwitch && roles.length > 1 && (
        <>
          <MenuSeparator />
          <MenuLabel>See it as</MenuLabel>
          {roles.map(({ name, label }) => (
            <MenuCheck
              key={name}
              checked={role?.name === name}
              onCheckedChange={() => void switchRole(name === own?.name ? null : name).then(restart, toastError)}
            >
              {label}
            </MenuCheck>
          ))}
        </>
      )}
      <MenuSeparator />
      {maySetUp(session) && (
        <MenuItem icon={<Settings aria-hidden />} onSelect={onSettings}>
          Settings
        </MenuItem>
      )}
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void signOut().catch(toastError)}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

/** Stands where the person's menu is, while nobody is signed in. */
function SignInLink(): ReactNode {
  const url = useSignInUrl();
  return (
    <ButtonLink icon={<LogIn aria-hidden />} href={url}>
      Sign in
    </ButtonLink>
  );
}
