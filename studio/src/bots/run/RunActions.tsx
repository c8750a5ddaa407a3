import { Button, toast } from "@sayso/app-kit";
import { useNavigate } from "@tanstack/react-router";
import { CircleStop, Pencil, RotateCcw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMay } from "../../api/me";
import { RunDialog } from "../bot/RunNow";
import { cancelRun, dismissRun, rerun } from "../calls";
import { useAct } from "../queries";
import { isEnded } from "../shared/states";
import type { RunView } from "../types";

/** What can be done about a run: end it, run it again as it was or otherwise, put it aside. */
export function RunActions({ run }: { readonly run: RunView }): ReactNode {
  const mayRun = useMay("modules:write");
  if (!mayRun) return null;
  return isEnded(run.state) ? <AfterEnd run={run} /> : <Cancel run={run} />;
}

function Cancel({ run }: { readonly run: RunView }): ReactNode {
  const cancel = useAct(() => cancelRun(run.id), { done: () => toast("The run is cancelled.") });
  return (
    <Button icon={<CircleStop aria-hidden />} busy={cancel.isPending} onClick={() => cancel.mutate()}>
      {cancel.isPending ? "Cancelling…" : "Cancel"}
    </Button>
  );
}

function AfterEnd({ run }: { readonly run: RunView }): ReactNode {
  const [isEditing, edit] = useState(false);
  const navigate = useNavigate();
  const again = useAct(() => rerun(run.id, {}), {
    done: ({ id, bot_id: bot }) => void navigate({ to: "/bots/$bot/runs/$run", params: { bot, run: id } }),
  });
  const dismiss = useAct(() => dismissRun(run.id), { done: () => toast("Put aside. It stays among the runs.") });
  return (
    <>
      {run.is_dead && (
        <Button busy={dismiss.isPending} onClick={() => dismiss.mutate()}>
          Dismiss
        </Button>
      )}
      <Button icon={<Pencil aria-hidden />} onClick={() => edit(true)}>
        Run with another input
      </Button>
      <Button variant="primary" icon={<RotateCcw aria-hidden />} busy={again.isPending} onClick={() => again.mutate()}>
        Run again
      </Button>
      {isEditing && (
        <RunDialog
          title="Run again with another input"
          description="It becomes a run of its own; this one stays as it is."
          initial={run.input}
          start={(input) => rerun(run.id, { input })}
          onClose={() => edit(false)}
        />
      )}
    </>
  );
}
