import { Notice } from "@sayso/app-kit";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Field } from "../../shell/Field";
import { FormDialog } from "../../shell/FormDialog";
import { JsonField } from "../shared/JsonField";
import { readJson } from "../shared/json";
import { canSign, SIGNATURE, signatureOf } from "./signing";

export interface TestCallProps {
  readonly address: string;
  readonly isSigned: boolean;
  readonly bot: string;
  readonly onClose: () => void;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Calls the address of a webhook from this page, as another system would. */
export function TestCall({ address, isSigned, bot, onClose }: TestCallProps): ReactNode {
  const [body, write] = useState('{\n  "name": "Ada"\n}');
  const [secret, setSecret] = useState("");
  const read = readJson(body);
  const client = useQueryClient();
  const send = useMutation<Answer, Error, void>({
    mutationFn: () => post(address, body, isSigned ? secret.trim() : ""),
    onSettled: () => client.invalidateQueries({ queryKey: ["bots"] }),
  });
  const mustSign = isSigned && canSign();
  return (
    <FormDialog
      title="Send a test call"
      description="A real call: an active bot runs with what you send."
      verb="Send"
      isBusy={send.isPending}
      isReady={"value" in read && (!mustSign || secret.trim() !== "")}
      onSubmit={() => send.mutate()}
      onClose={onClose}
    >
      <JsonField label="What is sent" text={body} problem={read.problem} onText={write} />
      {mustSign && (
        <Field
          label="Secret"
          type="password"
          autoComplete="off"
          hint="It signs the call in this browser. Lost? Make a new one."
          value={secret}
          onChange={({ target }) => setSecret(target.value)}
        />
      )}
      {isSigned && !canSign() && (
        <Notice tone="warning" title="This browser signs only on pages that came over https.">
          Use the call for a terminal instead.
        </Notice>
      )}
      <Result bot={bot} answer={send.data ?? null} error={send.error} onClose={onClose} />
    </FormDialog>
  );
}

interface ResultProps {
  readonly bot: string;
  readonly answer: Answer | null;
  readonly error: Error | null;
  readonly onClose: () => void;
}

function Result({ bot, answer, error, onClose }: ResultProps): ReactNode {
  if (error) {
    return (
      <Notice tone="danger" title="The call did not get through.">
        Look whether the server is up, and whether this page may call that address.
      </Notice>
    );
  }
  if (!answer) return null;
  const isTaken = answer.status < 300;
  return (
    <Notice tone={isTaken ? "info" : "danger"} title={`${isTaken ? "Taken" : "Refused"}: status ${answer.status}`}>
      {answer.text && <pre className="bot-output">{answer.text}</pre>}
      {isTaken && (
        <Link to="/bots/$bot/{-$tab}" params={{ bot, tab: "runs" }} className="link" onClick={onClose}>
          Look at the runs
        </Link>
      )}
    </Notice>
  );
}

async function post(address: string, body: string, secret: string): Promise<Answer> {
  // behind another name this page may only call where it came from
  const { pathname, search } = new URL(address, location.href);
  const signature = secret ? await signatureOf(secret, body, Math.floor(Date.now() / 1_000)) : "";
  const response = await fetch(pathname + search, {
    method: "POST",
    credentials: "omit",
    headers: { "content-type": "application/json", ...(signature ? { [SIGNATURE]: signature } : {}) },
    body,
  });
  const text = await response.text();
  try {
    return { status: response.status, text: JSON.stringify(JSON.parse(text), null, 2) };
  } catch {
    return { status: response.status, text: text.slice(0, 2_000) };
  }
}
