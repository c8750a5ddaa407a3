import {
  BarChart3,
  BrainCircuit,
  Building2,
  KeyRound,
  LockKeyhole,
  type LucideIcon,
  Mail,
  ScrollText,
  UserRound,
  UsersRound,
} from "lucide-react";
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { Account, Permission } from "../api/me";

/** A part of the account area; it is loaded when it is first opened. */
export interface Section {
  readonly name: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** What somebody must be allowed to have a use for it. */
  readonly needs: Permission | null;
  readonly Shown: LazyExoticComponent<ComponentType>;
}

export const SECTIONS: readonly Section[] = [
  {
    name: "profile",
    label: "Profile",
    icon: UserRound,
    needs: null,
    Shown: lazy(async () => ({ default: (await import("./profile/Profile")).Profile })),
  },
  {
    name: "agencies",
    label: "Agencies",
    icon: Building2,
    needs: null,
    Shown: lazy(async () => ({ default: (await import("./agencies/Agencies")).Agencies })),
  },
  {
    name: "people",
    label: "People",
    icon: UsersRound,
    needs: "people:read",
    Shown: lazy(async () => ({ default: (await import("./people/People")).People })),
  },
  {
    name: "invitations",
    label: "Invitations",
    icon: Mail,
    needs: "people:read",
    Shown: lazy(async () => ({ default: (await import("./invitations/Invitations")).Invitations })),
  },
  {
    name: "keys",
    label: "API keys",
    icon: KeyRound,
    needs: "keys:write",
    Shown: lazy(async () => ({ default: (await import("./keys/Keys")).Keys })),
  },
  {
    name: "secrets",
    label: "Secrets",
    icon: LockKeyhole,
    needs: "modules:read",
    Shown: lazy(async () => ({ default: (await import("./secrets/Secrets")).Secrets })),
  },
  {
    name: "models",
    label: "Models",
    icon: BrainCircuit,
    needs: "models:read",
    Shown: lazy(async () => ({ default: (await import("./models/Models")).Models })),
  },
  {
    name: "usage",
    label: "Usage and budget",
    icon: BarChart3,
    needs: "models:read",
    Shown: lazy(async () => ({ default: (await import("./usage/Usage")).Usage })),
  },
  {
    name: "audit",
    label: "Audit log",
    icon: ScrollText,
    needs: "audit:read",
    Shown: lazy(async () => ({ default: (await import("./audit/Audit")).Audit })),
  },
];

/** The sections that somebody has a use for. */
export function sectionsFor({ permissions }: Account): readonly Section[] {
  return SECTIONS.filter(({ needs }) => needs === null || permissions.includes(needs));
}
