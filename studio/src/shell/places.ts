import {
  AppWindow,
  Bot,
  Home,
  LayoutDashboard,
  LayoutTemplate,
  ListChecks,
  MessagesSquare,
  UserRound,
} from "lucide-react";

/** The places of Studio, in the order in which they are shown. */
export const PLACES = [
  { to: "/", label: "Home", icon: Home, needs: null, keys: "g h" },
  { to: "/wizard", label: "New, step by step", icon: ListChecks, needs: "modules:write", keys: "g n" },
  { to: "/templates", label: "Templates", icon: LayoutTemplate, needs: "modules:write", keys: "g t" },
  { to: "/sessions", label: "Sessions", icon: MessagesSquare, needs: "modules:read", keys: "g s" },
  { to: "/modules", label: "Modules", icon: AppWindow, needs: "modules:read", keys: "g m" },
  { to: "/dashboards", label: "Dashboards", icon: LayoutDashboard, needs: "modules:read", keys: "g d" },
  { to: "/bots", label: "Bots", icon: Bot, needs: "modules:read", keys: "g b" },
  { to: "/account/{-$section}", label: "Account", icon: UserRound, needs: null, keys: "g a" },
] as const;

export type Place = (typeof PLACES)[number];

/** Those of the places that somebody with these permissions has a use for. */
export function placesFor(permissions: readonly string[]): readonly Place[] {
  return PLACES.filter(({ needs }) => needs === null || permissions.includes(needs));
}
