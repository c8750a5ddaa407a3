import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { type ApiError, asApiError } from "../data/errors";
import { changeSettings, readSettings, type Setting } from "../data/settings";
import { FormSkeleton } from "../entity/form/FormSkeleton";
import { LoadProblem } from "../entity/LoadProblem";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { toast, toastError } from "../ui/toast";
import { SettingField } from "./SettingField";

export interface SettingsDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** How the application is set up: its currency, its clock, its language and what else the spec leaves open. */
export function SettingsDialog({ open, onClose }: SettingsDialogProps): ReactNode {
  return (
    <Dialog open={open} onClose={onClose} title="Settings" description="They hold for everybody, as soon as you save.">
      <Settings onClose={onClose} />
    </Dialog>
  );
}

function Settings({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { data, error, refetch } = useQuery<readonly Setting[], ApiError>({
    queryKey: ["settings"],
    queryFn: ({ signal }) => readSettings(signal),
  });
  if (error && !data) return <LoadProblem error={error} onRetry={() => void refetch()} />;
  return data ? <SettingsForm settings={data} onClose={onClose} /> : <FormSkeleton />;
}

interface SettingsFormProps {
  readonly settings: readonly Setting[];
  readonly onClose: () => void;
}

function SettingsForm({ settings, onClose }: SettingsFormProps): ReactNode {
  const client = useQueryClient();
  const [changes, setChanges] = useState<Readonly<Record<string, unknown>>>({});
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      await changeSettings(changes);
      await client.invalidateQueries();
      toast("Settings saved");
      onClose();
    } catch (thrown) {
      const problem = asApiError(thrown);
      setRefusal(problem);
      if (problem.fields.length === 0) toastError(problem);
    } finally {
      setSaving(false);
    }
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {settings.map((setting) => (
        <SettingField
          key={setting.key}
          setting={setting}
          value={setting.key in changes ? changes[setting.key] : setting.value}
          onValue={(value) => setChanges({ ...changes, [setting.key]: value })}
          problem={refusal?.fields.find(({ field }) => field === setting.key)?.message}
        />
      ))}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={saving || Object.keys(changes).length === 0}>
          Save
        </Button>
      </div>
    </form>
  );
}
