import type { ReactNode } from "react";
import { Field } from "../../shell/Field";
import { Tick } from "../shared/Tick";
import type { SpecOf } from "../types";

type Hook = SpecOf<"webhook">;

export interface WebhookFieldsProps {
  readonly spec: Hook;
  readonly onChange: (spec: Hook) => void;
}

/** How calls from outside are taken. */
export function WebhookFields({ spec, onChange }: WebhookFieldsProps): ReactNode {
  return (
    <>
      <p className="text-muted">
        It gets an address of its own. What is sent there becomes the input of a run: its “body”, beside “query” and
        “headers”.
      </p>
      <Tick
        label="Only calls that are signed"
        hint="The caller proves with a secret that the call is theirs, and no call counts twice. Without it, whoever knows the address can run the bot."
        isOn={spec.signed ?? true}
        onChange={(signed) => onChange({ ...spec, signed })}
      />
      <Tick
        label="The caller waits for the result"
        hint="Otherwise the call is answered at once."
        isOn={spec.waits ?? false}
        onChange={(waits) => onChange({ ...spec, waits })}
      />
      <Field
        label="What makes two calls the same one"
        className="[&_input]:font-mono"
        placeholder="body.order.id"
        hint="The name of a header, or of a value of the body. Empty where every call counts."
        value={spec.key ?? ""}
        maxLength={120}
        spellCheck={false}
        onChange={({ target }) => onChange({ ...spec, key: target.value.trim() })}
      />
    </>
  );
}
