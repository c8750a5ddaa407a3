import { useTheme } from "@sayso/app-kit";
import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { useMe } from "../api/me";
import { ConnectionNotice } from "./ConnectionNotice";
import { placesFor } from "./places";
import { ShortcutsDialog } from "./ShortcutsDialog";
import { ShellContext } from "./shell-context";
import { useFreshAgency } from "./use-agency";
import { useHeadingFocus } from "./use-heading-focus";
import { useShortcuts } from "./use-shortcuts";

const CommandMenu = lazy(async () => ({ default: (await import("./CommandMenu")).CommandMenu }));

type Shown = "commands" | "shortcuts" | null;

/** What every screen has, also those without the frame: shortcuts, the command menu, the word about the connection. */
export function Root(): ReactNode {
  const [shown, show] = useState<Shown>(null);
  const navigate = useNavigate();
  const permissions = useMe().data?.permissions;
  useTheme();
  useFreshAgency();
  useHeadingFocus();
  const close = () => show(null);
  const ways = placesFor(permissions ?? []).map(({ keys, to }) => [keys, () => void navigate({ to })] as const);
  useShortcuts({
    commands: () => show((now) => (now === "commands" ? null : "commands")),
    keys: {
      "/": () => toSearch(() => void navigate({ to: "/" })),
      "?": () => show("shortcuts"),
      ...Object.fromEntries(ways),
    },
  });
  const shared = useMemo(() => ({ openCommands: () => show("commands"), openShortcuts: () => show("shortcuts") }), []);
  return (
    <ShellContext value={shared}>
      <Outlet />
      <ConnectionNotice />
      <ShortcutsDialog open={shown === "shortcuts"} onClose={close} />
      {shown === "commands" && (
        <Suspense>
          <CommandMenu onClose={close} onShortcuts={() => show("shortcuts")} />
        </Suspense>
      )}
    </ShellContext>
  );
}

/** To the box or the search of the screen, or to the start where it has none. */
function toSearch(goHome: () => void): void {
  const search = document.querySelector<HTMLElement>("main [data-search]");
  if (search) search.focus();
  else goHome();
}
