import { useTheme } from "@sayso/app-kit";
import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { AppWindow, Keyboard, type LucideIcon, MessagesSquare, Moon, Pencil, Sun } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useMay, useMe } from "../api/me";
import { useFoundSessions, useNewestModules } from "../home/queries";
import { placesFor } from "./places";

export interface CommandMenuProps {
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}

interface Item {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly act: () => unknown;
}

/** Goes anywhere and begins something new from the keyboard. */
export function CommandMenu({ onClose, onShortcuts }: CommandMenuProps): ReactNode {
  return (
    <Dialog.Root open onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog mt-[12vh] overflow-hidden" aria-describedby={undefined}>
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Commands onClose={onClose} onShortcuts={onShortcuts} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Commands({ onClose, onShortcuts }: CommandMenuProps): ReactNode {
  const [query, setQuery] = useState("");
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const holds = ({ label }: Item) => words.every((word) => label.toLocaleLowerCase().includes(word));
  const groups = [
    { heading: "Go to", items: usePlaceItems().filter(holds) },
    { heading: "Sessions", items: useSessionItems(query) },
    { heading: "Modules", items: useModuleItems().filter(holds).slice(0, 8) },
    { heading: "Do", items: useActions(onShortcuts).filter(holds) },
  ];
  return (
    <Command label="Search and commands" shouldFilter={false} loop>
      <Command.Input
        value={query}
        onValueChange={setQuery}
        placeholder="Search or go to…"
        className="menu-search min-h-12 text-lg"
        autoFocus
        dir="auto"
      />
      <Command.List className="menu max-h-[50vh] max-w-none">
        <Command.Empty className="px-2 py-4 text-muted">Nothing found.</Command.Empty>
        {groups
          .filter(({ items }) => items.length > 0)
          .map(({ heading, items }) => (
            <Command.Group key={heading} heading={<span className="menu-label block">{heading}</span>}>
              {items.map(({ id, label, icon: Icon, act }) => (
                <Command.Item
                  key={id}
                  value={id}
                  className="menu-item"
                  onSelect={() => {
                    onClose();
                    act();
                  }}
                >
                  <Icon aria-hidden />
                  <span className="truncate" dir="auto">
                    {label}
                  </span>
                </Command.Item>
              ))}
            </Command.Group>
          ))}
      </Command.List>
    </Command>
  );
}

function usePlaceItems(): readonly Item[] {
  const navigate = useNavigate();
  const places = placesFor(useMe().data?.permissions ?? []);
  return places.map(({ to, label, icon }) => ({ id: `place ${to}`, label, icon, act: () => navigate({ to }) }));
}

function useSessionItems(query: string): readonly Item[] {
  const navigate = useNavigate();
  return useFoundSessions(query).map(({ id, name }) => ({
    id: `session ${id}`,
    label: name,
    icon: MessagesSquare,
    act: () => navigate({ to: "/sessions/$session/{-$tab}", params: { session: id } }),
  }));
}

function useModuleItems(): readonly Item[] {
  const navigate = useNavigate();
  return (useNewestModules().data ?? []).map(({ slug, name }) => ({
    id: `module ${slug}`,
    label: name,
    icon: AppWindow,
    act: () => navigate({ to: "/modules/$slug/{-$tab}", params: { slug } }),
  }));
}

function useActions(onShortcuts: () => void): readonly Item[] {
  const navigate = useNavigate();
  const mayBuild = useMay("modules:write");
  const { shown, choose } = useTheme();
  const other = shown === "dark" ? "light" : "dark";
  const describe: Item = {
    id: "describe",
    label: "Describe something new",
    icon: Pencil,
    act: async () => {
      await navigate({ to: "/" });
      document.querySelector<HTMLElement>("main [data-search]")?.focus();
    },
  };
  return [
    ...(mayBuild ? [describe] : []),
    { id: "theme", label: `Switch to ${other}`, icon: other === "dark" ? Moon : Sun, act: () => choose(other) },
    { id: "shortcuts", label: "Keyboard shortcuts", icon: Keyboard, act: onShortcuts },
  ];
}
