import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { asApiError } from "../data/errors";
import { queryKeys } from "../data/hooks";
import { type ListPage, serviceOf } from "../data/service";
import type { AnyEntity, AnyRow } from "../definition/entity";
import type { FieldDefinition, FilterBy, SortBy } from "../definition/field";
import { useFormat } from "../format/use-format";
import { useApp } from "../shell/app-context";
import { Button } from "../ui/Button";
import { Skeleton } from "../ui/Small";
import { tellingFields, titleColumnWithout } from "./columns";
import { FactValue } from "./FactValue";
import { FieldValue } from "./FieldValue";
import { LoadProblem } from "./LoadProblem";
import { apiQuery } from "./list-state";
import { RecordLink } from "./RecordLink";
import { textOf, titleOf } from "./title";

export interface RowListProps {
  readonly entity: AnyEntity;
  readonly filters?: readonly FilterBy[];
  readonly sort?: readonly SortBy[];
  readonly q?: string;
  readonly pageSize: number;
  /** Fields beside the title; the most telling ones when unset. */
  readonly fields?: readonly string[];
  readonly hidden?: readonly string[];
  readonly empty: ReactNode;
}

/** Rows as lines: the title, and what tells them apart. More of them on request. */
export function RowList(props: RowListProps): ReactNode {
  const { entity, filters, sort, q, pageSize, fields, hidden = NONE, empty } = props;
  const app = useApp();
  const [shown, setShown] = useState(pageSize);
  const query = useMemo(
    () =>
      apiQuery(app, entity, {
        pageSize: Math.min(shown, 200),
        ...(filters ? { filters } : {}),
        ...(sort ? { sort } : {}),
        ...(q ? { q } : {}),
      }),
    [app, entity, shown, filters, sort, q],
  );
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.list(entity, query),
    queryFn: async ({ signal }) => (await serviceOf(entity).list(query, { signal })) as ListPage<AnyRow>,
    placeholderData: (before) => before,
  });
  const title = titleColumnWithout(entity, hidden);
  const facts = useMemo(() => factsOf(entity, fields, [...hidden, title]), [entity, fields, hidden, title]);

  if (error) return <LoadProblem error={asApiError(error)} onRetry={refetch} />;
  if (!data) return <ListSkeleton />;
  if (data.items.length === 0) return <div className="px-4 py-3 text-muted">{empty}</div>;
  const total = data.page.total ?? data.items.length;
  return (
    <>
      <ul className="row-list">
        {data.items.map((row) => (
          <Line key={row.id} entity={entity} row={row} title={title} facts={facts} />
        ))}
      </ul>
      {total > data.items.length && shown < 200 && (
        <Button variant="ghost" size="small" className="m-1" onClick={() => setShown(shown + 20)}>
          Show more ({total - data.items.length})
        </Button>
      )}
    </>
  );
}

const NONE: readonly string[] = [];

type Facts = readonly (readonly [string, FieldDefinition])[];

function factsOf(entity: AnyEntity, names: readonly string[] | undefined, hidden: readonly string[]): Facts {
  if (!names?.length) return tellingFields(entity, 3, hidden);
  return names.flatMap((name) => {
    const field = entity.fields[name];
    return field && !hidden.includes(name) ? [[name, field] as const] : [];
  });
}

interface LineProps {
  readonly entity: AnyEntity;
  readonly row: AnyRow;
  /** The field that names the row here. */
  readonly title: string;
  readonly facts: Facts;
}

function Line({ entity, row, title, facts }: LineProps): ReactNode {
  const format = useFormat();
  const titleField = entity.fields[title];
  const told = facts.filter(([name, field]) => textOf(row, name, field, format) !== "");
  const badges = told.filter(([, { kind }]) => kind === "state" || kind === "enum");
  const words = told.filter((fact) => !badges.includes(fact));
  return (
    <li className="row-line">
      <div className="min-w-0 flex-1">
        <RecordLink entity={entity.name} id={row.id}>
          {(titleField && textOf(row, title, titleField, format)) || titleOf(entity, row, format)}
        </RecordLink>
        <div className="row-facts">
          {words.map(([name, field]) => (
            <FactValue key={name} row={row} name={name} field={field} />
          ))}
        </div>
      </div>
      {badges.map(([name, field]) => (
        <FieldValue key={name} row={row} name={name} field={field} compact />
      ))}
    </li>
  );
}

function ListSkeleton(): ReactNode {
  return (
    <div className="flex flex-col gap-4 p-4" role="status" aria-label="Loading">
      {["w-1/2", "w-2/3", "w-2/5"].map((width) => (
        <div key={width} className="flex flex-col gap-1.5">
          <Skeleton className={width} />
          <Skeleton className="h-3 w-1/3" />
        </div>
      ))}
    </div>
  );
}
