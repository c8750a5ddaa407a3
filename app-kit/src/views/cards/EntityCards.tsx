import { ImageIcon, Plus, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { fileUrl } from "../../data/files";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import type { FieldDefinition, FilterBy } from "../../definition/field";
import { readableFields } from "../../entity/access";
import { tellingFields } from "../../entity/columns";
import { FieldValue } from "../../entity/FieldValue";
import { LoadProblem } from "../../entity/LoadProblem";
import { RecordLink } from "../../entity/RecordLink";
import { useRecordNavigation } from "../../entity/record-scope";
import { Pager } from "../../entity/table/Pager";
import { TableToolbar } from "../../entity/table/TableToolbar";
import { type TableState, useTable } from "../../entity/table/use-table";
import { textOf, titleOf } from "../../entity/title";
import { useFormat } from "../../format/use-format";
import { useLaidOut } from "../../shell/presence";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Icon } from "../../ui/Icon";
import { Avatar, Skeleton } from "../../ui/Small";

export interface EntityCardsProps {
  readonly entity: AnyEntity;
  readonly variant?: "simple" | "advanced";
  /** The field a card is called by; the entity's title field when unset. */
  readonly title?: string;
  readonly subtitle?: string;
  /** An image field; the entity's first one when unset. */
  readonly image?: string;
  readonly fields?: readonly string[];
  /** Conditions that always hold. */
  readonly filters?: readonly FilterBy[];
}

const PAGE_SIZE = 24;

/** The rows of an entity as cards with their pictures. */
export function EntityCards(props: EntityCardsProps): ReactNode {
  const { entity, filters } = props;
  useLaidOut("list", entity.name);
  const parts = partsOf(props);
  const columns = [parts.subtitle, ...parts.fields].flatMap((name) => (name ? [name] : []));
  const table = useTable({ entity, columns, filters, pageSize: PAGE_SIZE });
  if (!table.access.can("read")) {
    return <EmptyState title={`Your role may not see ${entity.labelPlural.toLocaleLowerCase()}`} />;
  }
  return (
    <section className="panel" aria-label={entity.labelPlural}>
      <TableToolbar table={table} simple />
      {table.error && !table.rows ? (
        <LoadProblem error={table.error} onRetry={table.retry} />
      ) : table.rows?.length === 0 ? (
        <NoCards table={table} />
      ) : (
        <>
          {table.rows ? (
            <ul className="cards" aria-busy={table.isStale || undefined}>
              {table.rows.map((row) => (
                <Card key={row.id} row={row} table={table} parts={parts} />
              ))}
            </ul>
          ) : (
            <CardsSkeleton withImage={parts.image !== undefined} />
          )}
          {table.rows && <Pager table={table} />}
        </>
      )}
    </section>
  );
}

interface Parts {
  readonly title: string | undefined;
  readonly subtitle: string | undefined;
  readonly image: string | undefined;
  readonly fields: readonly string[];
}

function partsOf({ entity, title, subtitle, image, fields }: EntityCardsProps): Parts {
  const picture = image ?? Object.entries(entity.fields).find(([, { kind }]) => kind === "image")?.[0];
  const shown = fields?.length ? fields : tellingFields(entity, 3, [title ?? "", subtitle ?? ""]).map(([name]) => name);
  const state = entity.flow?.field;
  return {
    title: title ?? entity.titleField,
    subtitle,
    image: picture,
    fields: [...new Set([...shown, ...(state ? [state] : [])])].filter((name) => name !== subtitle && name !== title),
  };
}

interface CardProps {
  readonly row: AnyRow;
  readonly table: TableState;
  readonly parts: Parts;
}

function Card({ row, table, parts }: CardProps): ReactNode {
  const format = useFormat();
  const { entity, access } = table;
  const titleField = parts.title === undefined ? undefined : entity.fields[parts.title];
  const title =
    (parts.title !== undefined && titleField && textOf(row, parts.title, titleField, format)) ||
    titleOf(entity, row, format);
  const facts = readableFields(entity, access, parts.fields).filter(
    ([name, field]) => textOf(row, name, field, format) !== "",
  );
  const state = facts.find(([, { kind }]) => kind === "state");
  const subtitle = parts.subtitle === undefined ? undefined : entity.fields[parts.subtitle];
  return (
    <li className="card">
      {parts.image !== undefined && <Picture id={row[parts.image]} title={title} />}
      <div className="card-body">
        <div className="flex items-start gap-2">
          <h2 className="min-w-0 flex-1" dir="auto">
            <RecordLink entity={entity.name} id={row.id} className="card-link">
              {title}
            </RecordLink>
          </h2>
          {state && <FieldValue row={row} name={state[0]} field={state[1]} compact />}
        </div>
        {parts.subtitle !== undefined && subtitle && access.mayRead(parts.subtitle) && (
          <div className="truncate text-sm text-muted" dir="auto">
            <FieldValue row={row} name={parts.subtitle} field={subtitle} compact />
          </div>
        )}
        <Facts row={row} facts={facts.filter((fact) => fact !== state)} />
      </div>
    </li>
  );
}

interface FactsProps {
  readonly row: AnyRow;
  readonly facts: readonly (readonly [string, FieldDefinition])[];
}

function Facts({ row, facts }: FactsProps): ReactNode {
  if (facts.length === 0) return null;
  return (
    <dl className="card-lines">
      {facts.map(([name, field]) => (
        <div key={name}>
          <dt>{field.label}</dt>
          <dd>
            <FieldValue row={row} name={name} field={field} compact />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Picture({ id, title }: { readonly id: unknown; readonly title: string }): ReactNode {
  if (typeof id !== "string" || !id) {
    return (
      <div className="card-picture" aria-hidden>
        {title ? <Avatar name={title} size={56} /> : <ImageIcon />}
      </div>
    );
  }
  return (
    <div className="card-picture">
      <img src={fileUrl(id)} alt="" loading="lazy" decoding="async" />
    </div>
  );
}

function NoCards({ table }: { readonly table: TableState }): ReactNode {
  const { entity, state, access } = table;
  const { add } = useRecordNavigation();
  const noun = entity.labelPlural.toLocaleLowerCase();
  if (state.isNarrowed || state.page > 1) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title={state.isNarrowed ? `No ${noun} match` : "There is nothing on this page"}
        actions={
          state.isNarrowed ? (
            <Button onClick={state.clear}>Clear search and filters</Button>
          ) : (
            <Button onClick={() => state.setPage(1)}>Go to the first page</Button>
          )
        }
      />
    );
  }
  return (
    <EmptyState
      icon={<Icon name={entity.icon} />}
      title={`No ${noun} yet`}
      actions={
        access.can("create") && (
          <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => add(entity.name)}>
            Add {entity.label.toLocaleLowerCase()}
          </Button>
        )
      }
    >
      {entity.description || `${entity.labelPlural} will be shown here as cards.`}
    </EmptyState>
  );
}

function CardsSkeleton({ withImage }: { readonly withImage: boolean }): ReactNode {
  return (
    <div className="cards" role="status" aria-label="Loading">
      {["w-1/2", "w-2/3", "w-2/5", "w-3/5"].map((width) => (
        <div key={width} className="card">
          {withImage && <Skeleton className="card-picture h-auto rounded-none" />}
          <div className="card-body gap-2">
            <Skeleton className={width} />
            <Skeleton className="h-3 w-1/3" />
          </div>
        </div>
      ))}
    </div>
  );
}
