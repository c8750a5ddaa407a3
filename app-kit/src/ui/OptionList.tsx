import { Command } from "cmdk";
import { Check, Plus } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Skeleton } from "./Small";

export interface Option {
  readonly value: string;
  readonly label: string;
  /** Shown instead of the plain label. */
  readonly content?: ReactNode;
}

export interface OptionListProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly selected: readonly string[];
  readonly onPick: (option: Option) => void;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Without a search box, for a handful of options. */
  readonly plain?: boolean;
  readonly loading?: boolean;
  /** Offers to create what was searched for. */
  readonly onCreate?: ((text: string) => void) | undefined;
  /** What is created, e.g. "client". */
  readonly noun?: string;
  readonly footer?: ReactNode;
}

/** Options to pick from with the keyboard or the pointer, searched as one types. */
export function OptionList(props: OptionListProps): ReactNode {
  const { label, options, selected, onPick, query, onQuery, plain = false, loading = false, onCreate, noun } = props;
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (plain) root.current?.focus();
  }, [plain]);
  return (
    <Command ref={root} label={label} shouldFilter={false} loop className="flex max-h-80 flex-col outline-none">
      {!plain && (
        <Command.Input
          value={query}
          onValueChange={onQuery}
          placeholder="Search…"
          className="menu-search"
          autoFocus
          dir="auto"
        />
      )}
      <Command.List className="menu min-w-[max(11rem,100%)]">
        {loading && options.length === 0 && <Skeleton className="m-2 w-2/3" />}
        {!loading && options.length === 0 && !(onCreate && query) && (
          <p className="px-2 py-3 text-sm text-muted">{query ? "Nothing found" : "Nothing to choose from yet"}</p>
        )}
        {options.map((option) => (
          <Command.Item
            key={option.value}
            value={option.value}
            onSelect={() => onPick(option)}
            className="menu-item"
            aria-checked={selected.includes(option.value)}
          >
            <span className="min-w-0 flex-1 truncate" dir="auto">
              {option.content ?? option.label}
            </span>
            {selected.includes(option.value) && <Check aria-hidden />}
          </Command.Item>
        ))}
        {onCreate && (
          <Command.Item
            value="create-new"
            onSelect={() => onCreate(query.trim())}
            className="menu-item text-accent-ink"
          >
            <Plus aria-hidden />
            <span className="truncate">{query.trim() ? `Add “${query.trim()}”` : `Add a new ${noun ?? "one"}`}</span>
          </Command.Item>
        )}
      </Command.List>
      {props.footer}
    </Command>
  );
}

/** The options whose label holds what was typed. */
export function matching(options: readonly Option[], query: string): readonly Option[] {
  const wanted = query.trim().toLocaleLowerCase();
  return wanted ? options.filter(({ label }) => label.toLocaleLowerCase().includes(wanted)) : options;
}
