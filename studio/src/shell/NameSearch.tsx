import { Input } from "@sayso/app-kit";
import { type ReactNode, useEffect, useState } from "react";
import { useRested } from "./use-rested";

export interface NameSearchProps {
  readonly named: string;
  readonly onSearch: (text: string) => void;
}

/** Filters a list by name, once the typing rests. */
export function NameSearch({ named, onSearch }: NameSearchProps): ReactNode {
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
      placeholder="Search by name"
      aria-label="Search by name"
      maxLength={200}
      data-search
    />
  );
}
