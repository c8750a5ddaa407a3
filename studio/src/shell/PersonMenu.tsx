import { Avatar, Menu, MenuCheck, MenuItem, MenuLabel, MenuSeparator, type Theme, useTheme } from "@sayso/app-kit";
import { useNavigate } from "@tanstack/react-router";
import { Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { useMe } from "../api/me";
import { ROLES } from "./roles";
import { signOut } from "./sign-out";

const THEMES: readonly (readonly [Theme, string, typeof Sun])[] = [
  ["system", "As the system", Monitor],
  ["light", "Light", Sun],
  ["dark", "Dark", Moon],
];

export interface PersonMenuProps {
  readonly onShortcuts: () => void;
  readonly onNavigate?: () => void;
}

/** Who is signed in, how Studio looks, and the way out. */
export function PersonMenu({ onShortcuts, onNavigate }: PersonMenuProps): ReactNode {
  const { data: me } = useMe();
  const { theme, choose } = useTheme();
  const navigate = useNavigate();
  if (!me) return null;
  const name = me.user.name || me.user.email;
  const role = me.agency ? ROLES[me.agency.role] : "";
  return (
    <Menu
      align="start"
      side="top"
      trigger={
        <button type="button" className="person-button">
          <Avatar name={name} size={26} />
          <span className="grid min-w-0 text-start leading-4">
            <span className="truncate font-medium" dir="auto">
              {name}
            </span>
            {role && <span className="truncate text-xs text-faint">{role}</span>}
          </span>
          <span className="sr-only">Menu</span>
        </button>
      }
    >
      <p className="truncate px-2 py-1.5 text-sm text-muted">{me.user.email}</p>
      <MenuSeparator />
      <MenuLabel>Appearance</MenuLabel>
      {THEMES.map(([value, label, Icon]) => (
        <MenuCheck key={value} checked={theme === value} onCheckedChange={() => choose(value)}>
          <Icon aria-hidden /> {label}
        </MenuCheck>
      ))}
      <MenuSeparator />
      <MenuItem
        icon={<UserRound aria-hidden />}
        onSelect={() => {
          onNavigate?.();
          void navigate({ to: "/account/{-$section}", params: { section: undefined } });
        }}
      >
        Account
      </MenuItem>
      <MenuItem icon={<Keyboard aria-hidden />} onSelect={onShortcuts}>
        Keyboard shortcuts
      </MenuItem>
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
