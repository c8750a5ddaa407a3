import { type ReactNode, useMemo } from "react";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import { FloatingContext } from "../../shell/presence";
import { Dialog } from "../../ui/Dialog";
import { RecordScopeContext } from "../record-scope";
import { RecordForm } from "./RecordForm";

export interface NewRecordDialogProps {
  readonly entity: AnyEntity;
  /** What was typed, as the title to start from. */
  readonly text: string;
  readonly onClose: () => void;
  readonly onSaved: (row: AnyRow) => void;
}

/** Creates a record in the middle of filling in another one. */
export function NewRecordDialog({ entity, text, onClose, onSaved }: NewRecordDialogProps): ReactNode {
  const title = entity.titleField;
  const initial = useMemo(() => (title && text ? { [title]: text } : {}), [title, text]);
  return (
    <Dialog open onClose={onClose} title={`New ${entity.label.toLocaleLowerCase()}`}>
      <FloatingContext value={true}>
        <RecordScopeContext value={{ entity: entity.name, id: null, initial, onSaved, onClose }}>
          <RecordForm entity={entity} />
        </RecordScopeContext>
      </FloatingContext>
    </Dialog>
  );
}
