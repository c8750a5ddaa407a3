import { Notice } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Refusal } from "../../shell/Asking";
import { FormDialog } from "../../shell/FormDialog";
import { callTrigger } from "../calls";
import { useAct } from "../queries";
import { JsonField } from "../shared/JsonField";
import { readJson } from "../shared/json";

export interface TestCallProps {
  readonly trigger: string;
  readonly bot: string;
  readonly onClose: () => void;
}

/** Calls a webhook as another system would; the server does so, and needs neither address nor secret. */
export function TestCall({ trigger, bot, onClose }: TestCallProps): ReactNode {
  const [body, write] = useState('{\n  "name": "Ada"\n}');
  const read = readJson(body);
  const send = useAct(() => callTrigger(trigger, "value" in read ? read.value : null), { isQuiet: true });
  return (
    <FormDialog
      title="Send a test call"
      description="A real call: an active bot runs with what you send."
      verb="Send"
      isBusy={send.isPending}
      isReady={"value" in read}
      onSubmit={() => send.mutate()}
      onClose={onClose}
    >
      <JsonField label="What is sent" text={body} problem={read.problem} onText={write} />
      <Refusal error={send.error} />
      {send.data && (
        <Notice tone="info" title={send.data.repeated ? "Taken: the same call came before" : "Taken: a run begins"}>
          <Link to="/bots/$bot/{-$tab}" params={{ bot, tab: "runs" }} className="link" onClick={onClose}>
            Look at the runs
          </Link>
        </Notice>
      )}
    </FormDialog>
  );
}
