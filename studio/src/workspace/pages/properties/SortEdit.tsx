import type { ReactNode } from "react";
import { isGroupable, membersIn } from "../../../spec/members";
import type { Edit } from "../../../spec/types";
import { ChoiceEdit } from "../../editing/ChoiceEdit";
import { Labelled } from "../../editing/Labelled";
import { useDesigner } from "../designer";

interface SortBy {
  readonly field: string;
  readonly descending?: boolean;
}

export interface SortEditProps {
  readonly entity: string;
  readonly sort: readonly SortBy[];
  readonly edits: (sort: readonly SortBy[]) => readonly Edit[];
}

/** What rows are sorted by at first; further keys stay behind it. */
export function SortEdit({ entity, sort, edits }: SortEditProps): ReactNode {
  const { spec } = useDesigner();
  const [first, ...rest] = sort;
  const options = membersIn(spec, entity)
    .filter((member) => isGroupable(member) || member.name === first?.field)
    .flatMap(({ name, label }) => [
      { value: name, label: `${label}, rising` },
      { value: `-${name}`, label: `${label}, falling` },
    ]);
  return (
    <Labelled label="Sorted by">
      {(id) => (
        <ChoiceEdit
          id={id}
          label="Sorted by"
          value={first ? `${first.descending ? "-" : ""}${first.field}` : ""}
          options={[{ value: "", label: "As it comes" }, ...options]}
          edits={(value) => edits(value ? [sortIn(value), ...rest] : [])}
        />
      )}
    </Labelled>
  );
}

function sortIn(value: string): SortBy {
  return { field: value.replace(/^-/, ""), descending: value.startsWith("-") };
}
