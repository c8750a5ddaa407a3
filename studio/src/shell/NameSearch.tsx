import { Input } from "@sayso/app-kit";
import { type ReactNode, useEffect, useState } from "react";
import { useRested } from "./use-rested";

export interface NameSearchProps {
  readonly named: string;
  readonly onSearch: (text: string) => void;
  readonly label?: string;
}

/** Filters a list by name, once the typing rests. */
export function NameSearch({ named, onSearch, label = "Search by name" }: NameSearchProps): ReactNode {
  const [text, setText] = useState(named);
  const rested = useRested(text.trim());
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed is searched for, not what the address says
  useEffect(() => {
    if (rested !== named) onSearch(rested);
  }, [rested]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the address when it changes elsewhere
  useEffect(() => {
    if (named !== text.trim()) setText(named);
  }, [named]);
  return (
    <Input
      type="search"
      className="list-search"
      value={text}
      onChange={({ target }) => setText(target.value)}
      placeholder={label}
      aria-label={label}
      maxLength={200}
      data-search
    />
  );
}
