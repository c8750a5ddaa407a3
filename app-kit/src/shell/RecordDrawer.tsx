import type { ReactNode } from "react";
import type { AnyEntity } from "../definition/entity";
import { EntityDetail } from "../entity/detail/EntityDetail";
import { RecordForm } from "../entity/form/RecordForm";
import { type RecordScope, RecordScopeContext, useOpenRecords, useRecordNavigation } from "../entity/record-scope";
import { Drawer } from "../ui/Dialog";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { useApp } from "./app-context";
import { useMark } from "./host";
import { FloatingContext, useHasPart } from "./presence";

/** Shows the record that the address opens beside the page, unless the page itself has a place for it. */
export function RecordDrawer(): ReactNode {
  const { record, adding, editing } = useOpenRecords();
  const app = useApp();
  const adds = adding && app.entityNamed.get(adding.entity);
  const opens = record && app.entityNamed.get(record.entity);
  return (
    <>
      {opens && <OpenRecord entity={opens} id={record.id} editing={editing} covered={Boolean(adds)} />}
      {adds && <NewRecord entity={adds} initial={adding.initial} />}
    </>
  );
}

interface OpenRecordProps {
  readonly entity: AnyEntity;
  readonly id: string;
  readonly editing: boolean;
  readonly covered: boolean;
}

function OpenRecord({ entity, id, editing, covered }: OpenRecordProps): ReactNode {
  const app = useApp();
  const { closeRecord, stopEditing } = useRecordNavigation();
  const hasForm = useHasPart("form", entity.name);
  const hasDetail = useHasPart("detail", entity.name);
  if (covered || (editing ? hasForm : hasDetail)) return null;
  const Detail = app.details?.[entity.name];
  const scope: RecordScope = editing
    ? { entity: entity.name, id, onSaved: stopEditing, onClose: stopEditing }
    : { entity: entity.name, id, onClose: closeRecord };
  return (
    <Sheet
      title={editing ? `Edit ${entity.label.toLocaleLowerCase()}` : entity.label}
      headed={editing}
      scope={scope}
      onClose={closeRecord}
    >
      {editing ? <RecordForm entity={entity} /> : Detail ? <Detail /> : <EntityDetail entity={entity} />}
    </Sheet>
  );
}

interface NewRecordProps {
  readonly entity: AnyEntity;
  readonly initial: Readonly<Record<string, string>>;
}

function NewRecord({ entity, initial }: NewRecordProps): ReactNode {
  const { closeNew } = useRecordNavigation();
  const hasForm = useHasPart("form", entity.name);
  if (hasForm) return null;
  return (
    <Sheet
      title={`New ${entity.label.toLocaleLowerCase()}`}
      headed
      scope={{ entity: entity.name, id: null, initial, onSaved: closeNew, onClose: closeNew }}
      onClose={closeNew}
    >
      <RecordForm entity={entity} />
    </Sheet>
  );
}

interface SheetProps {
  readonly title: string;
  readonly headed: boolean;
  readonly scope: RecordScope;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Sheet({ title, headed, scope, onClose, children }: SheetProps): ReactNode {
  const mark = useMark(children);
  return (
    <Drawer open onClose={onClose} title={title}>
      <FloatingContext value={true}>
        <RecordScopeContext value={scope}>
          {headed && (
            <div className="record-panel-head" aria-hidden>
              {title}
            </div>
          )}
          <div className="contents" data-component={mark}>
            <ErrorBoundary component={mark}>{children}</ErrorBoundary>
          </div>
        </RecordScopeContext>
      </FloatingContext>
    </Drawer>
  );
}
