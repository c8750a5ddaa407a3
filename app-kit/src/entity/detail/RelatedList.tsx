import { Plus } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import type { AnyRow, RelatedDefinition } from "../../definition/entity";
import { useEntity } from "../../shell/app-context";
import { Button } from "../../ui/Button";
import { useAccess } from "../access";
import { addLabelOf } from "../noun";
import { RowList } from "../RowList";
import { useRecordNavigation } from "../record-scope";

export interface RelatedListProps {
  readonly row: AnyRow;
  readonly related: RelatedDefinition;
}

/** Rows of another entity that belong to this one, with adding in place. */
export function RelatedList({ row, related }: RelatedListProps): ReactNode {
  const target = useEntity(related.entity);
  return target ? <Rows row={row} related={related} target={target} /> : null;
}

function Rows({
  row,
  related,
  target,
}: RelatedListProps & { readonly target: NonNullable<ReturnType<typeof useEntity>> }) {
  const access = useAccess(target);
  const { add } = useRecordNavigation();
  const via = target.fields[related.via];
  const isSet = via?.kind === "many_to_many";
  const hidden = useMemo(() => [related.via], [related.via]);
  const filters = useMemo(
    () => [{ field: related.via, op: isSet ? ("has_any" as const) : ("eq" as const), value: row.id }],
    [related.via, isSet, row.id],
  );
  if (!access.can("read")) return null;
  const key = isSet ? `${related.via}_ids` : `${related.via}_id`;
  return (
    <section className="record-section" aria-label={related.label}>
      <div className="section-title">
        <h3>{related.label}</h3>
        {access.can("create") && access.mayWrite(related.via) && (
          <Button
            size="small"
            variant="ghost"
            className="ms-auto"
            icon={<Plus aria-hidden />}
            onClick={() => add(target.name, { [key]: row.id })}
          >
            {addLabelOf(target)}
          </Button>
        )}
      </div>
      <RowList
        entity={target}
        filters={filters}
        hidden={hidden}
        pageSize={6}
        empty={`No ${target.labelPlural.toLocaleLowerCase()} yet`}
      />
    </section>
  );
}
