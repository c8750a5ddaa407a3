import { useQueries } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { Moon, Plus, Settings, Sun } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode, useState } from "react";
import { queryKeys } from "../data/hooks";
import { type ListPage, serviceOf } from "../data/service";
import { useSession } from "../data/session";
import { maySetUp } from "../data/settings";
import type { AnyEntity, AnyRow } from "../definition/entity";
import { accessOf } from "../entity/access";
import { isSearchable } from "../entity/filters/SearchBox";
import { addLabelOf } from "../entity/noun";
import { useRecordNavigation } from "../entity/record-scope";
import { titleOf } from "../entity/title";
import { useDebounced } from "../entity/use-debounced";
import { useFormat } from "../format/use-format";
import { Icon } from "../ui/Icon";
import { useTheme } from "../ui/theme";
import { useApp } from "./app-context";
import { useNavigationPages } from "./visible-pages";

export interface CommandMenuProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onSettings: () => void;
}

/** Goes to pages and records, and starts new ones, from the keyboard. */
export function CommandMenu({ open, onClose, onSettings }: CommandMenuProps): ReactNode {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog mt-[12vh] overflow-hidden" aria-describedby={undefined}>
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Commands onClose={onClose} onSettings={onSettings} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Commands({ onClose, onSettings }: Omit<CommandMenuProps, "open">): ReactNode {
  const app = useApp();
  const format = useFormat();
  const navigate = useNavigate();
  const pages = useNavigationPages();
  const { open, add } = useRecordNavigation();
  const { shown, choose } = useTheme();
  const { data: session } = useSession();
  const [query, setQuery] = useState("");
  const access = (entity: AnyEntity) => accessOf(entity, session?.role?.name ?? null);
  const found = useFoundRows(
    app.entities.filter((entity) => isSearchable(entity) && access(entity).can("read")),
    query,
  );
  const act = (action: () => unknown) => () => {
    onClose();
    action();
  };
  const holds = (text: string) => text.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase());
  const addable = app.entities.filter((entity) => access(entity).can("create") && holds(addLabelOf(entity)));
  const reachable = pages.filter(({ title }) => holds(title));
  const theme = shown === "dark" ? "light" : "dark";
  const themeCommand = `Switch to ${theme}`;
  const setsUp = maySetUp(session) && holds("Settings");

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
        {found.map(({ entity, rows }) => (
          <Command.Group key={entity.name} heading={<span className="menu-label block">{entity.labelPlural}</span>}>
            {rows.map((row) => (
              <Command.Item
                key={row.id}
                value={row.id}
                className="menu-item"
                onSelect={act(() => open(entity.name, row.id))}
              >
                <Icon name={entity.icon} />
                <span dir="auto">{titleOf(entity, row, format)}</span>
              </Command.Item>
            ))}
          </Command.Group>
        ))}
        <Command.Group heading={<span className="menu-label block">Go to</span>} hidden={reachable.length === 0}>
          {reachable.map((page) => (
            <Command.Item
              key={page.name}
              value={`page-${page.name}`}
              className="menu-item"
              onSelect={act(() => navigate({ to: page.path }))}
            >
              <Icon name={page.icon} /> {page.title}
            </Command.Item>
          ))}
        </Command.Group>
        <Command.Group
          heading={<span className="menu-label block">Do</span>}
          hidden={addable.length === 0 && !holds(themeCommand) && !setsUp}
        >
          {addable.map((entity) => (
            <Command.Item
              key={entity.name}
              value={`add-${entity.name}`}
              className="menu-item"
              onSelect={act(() => add(entity.name))}
            >
              <Plus aria-hidden /> {addLabelOf(entity)}
            </Command.Item>
          ))}
          {holds(themeCommand) && (
            <Command.Item value="theme" className="menu-item" onSelect={act(() => choose(theme))}>
              {theme === "dark" ? <Moon aria-hidden /> : <Sun aria-hidden />} {themeCommand}
            </Command.Item>
          )}
          {setsUp && (
            <Command.Item value="settings" className="menu-item" onSelect={act(onSettings)}>
              <Settings aria-hidden /> Settings
            </Command.Item>
          )}
        </Command.Group>
      </Command.List>
    </Command>
  );
}

interface FoundRows {
  readonly entity: AnyEntity;
  readonly rows: readonly AnyRow[];
}

function useFoundRows(entities: readonly AnyEntity[], text: string): readonly FoundRows[] {
  const q = useDebounced(text.trim(), 200);
  const query = { q, pageSize: 5, count: false };
  const answers = useQueries({
    queries:
      q.length < 2
        ? []
        : entities.map((entity) => ({
            queryKey: queryKeys.list(entity, query),
            queryFn: async ({ signal }: { signal: AbortSignal }) =>
              (await serviceOf(entity).list(query, { signal })) as ListPage<AnyRow>,
          })),
  });
  return answers.flatMap(({ data }, index) => {
    const entity = entities[index];
    return entity && data?.items.length ? [{ entity, rows: data.items }] : [];
  });
}
