import { Search, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { AnyEntity } from "../../definition/entity";
import { Kbd } from "../../ui/Small";
import type { ListState } from "../list-state";

export interface SearchBoxProps {
  readonly entity: AnyEntity;
  readonly state: ListState;
}

/** Searches the rows of an entity as one types; `/` leads here. */
export function SearchBox({ entity, state }: SearchBoxProps): ReactNode {
  const [text, setText] = useState(state.q);
  const typed = useRef(state.q);
  const { q, setQ } = state;
  const write = useRef(setQ);
  write.current = setQ;

  useEffect(() => {
    if (q !== typed.current) {
      typed.current = q;
      setText(q);
    }
  }, [q]);
  useEffect(() => {
    if (text === typed.current) return undefined;
    const timer = setTimeout(() => {
      typed.current = text;
      write.current(text);
    }, 220);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <div className="search-box input input-group">
      <Search className="size-4 flex-none text-faint" aria-hidden />
      <input
        type="search"
        data-search=""
        aria-label={`Search ${entity.labelPlural.toLocaleLowerCase()}`}
        placeholder={`Search ${entity.labelPlural.toLocaleLowerCase()}`}
        value={text}
        onChange={(event) => setText(event.target.value)}
        dir="auto"
      />
      {text ? (
        <button type="button" aria-label="Clear the search" onClick={() => setText("")}>
          <X className="size-3.5 text-faint" aria-hidden />
        </button>
      ) : (
        <Kbd>/</Kbd>
      )}
    </div>
  );
}

/** Whether lists of an entity can be searched. */
export function isSearchable(entity: AnyEntity): boolean {
  return Object.values(entity.fields).some(({ searchable }) => searchable);
}
