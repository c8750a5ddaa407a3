import { type ApiError, Button } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { Refusal } from "../../shell/Asking";

export interface SettingFormProps {
  readonly isChanged: boolean;
  readonly isBusy: boolean;
  readonly isReady?: boolean;
  readonly mayEdit: boolean;
  readonly error: ApiError | null;
  readonly onSave: () => void;
  readonly children: ReactNode;
}

/** A part of the settings that is saved by itself; whoever may not change it reads it. */
export function SettingForm(props: SettingFormProps): ReactNode {
  const { isChanged, isBusy, isReady = true, mayEdit, error, onSave, children } = props;
  return (
    <form
      className="bot-pad"
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && isReady && !isBusy) onSave();
      }}
    >
      <fieldset className="grid gap-3" disabled={!mayEdit}>
        {children}
      </fieldset>
      <Refusal error={error} />
      {mayEdit && isChanged && (
        <div>
          <Button type="submit" size="small" variant="primary" busy={isBusy} disabled={!isReady}>
            Save
          </Button>
        </div>
      )}
    </form>
  );
}
