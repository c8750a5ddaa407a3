import { type ReactNode, useEffect, useId } from "react";
import { nameAndAddress, usePeople } from "../account/people/queries";

export interface PersonChoiceProps {
  readonly label: string;
  /** The ids of those who are not offered, as they have it already. */
  readonly without: ReadonlySet<string>;
  readonly value: string;
  readonly onValue: (user: string) => void;
}

/** Picks one of the people of the agency, by id; says so where nobody is left. */
export function PersonChoice({ label, without, value, onValue }: PersonChoiceProps): ReactNode {
  const id = useId();
  const { items, hasMore, isLoadingMore, more } = usePeople();
  useEffect(() => {
    if (hasMore && !isLoadingMore) more();
  }, [hasMore, isLoadingMore, more]);
  const offered = (items ?? []).filter((one) => one.is_active && !without.has(one.user_id));
  const isNobody = items !== null && !hasMore && offered.length === 0;
  return (
    <label htmlFor={id} className="grid min-w-0 flex-[1_1_13rem] gap-1">
      <span className="text-sm">{label}</span>
      <select
        id={id}
        className="input"
        value={value}
        disabled={isNobody}
        onChange={({ target }) => onValue(target.value)}
      >
        <option value="">{isNobody ? "Nobody else belongs to the agency" : "Somebody of the agency…"}</option>
        {offered.map((one) => (
          <option key={one.user_id} value={one.user_id}>
            {nameAndAddress(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
