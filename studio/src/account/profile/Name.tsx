import { Button } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { api, dataOf } from "../../api/client";
import { useMe } from "../../api/me";
import { Refusal } from "../../shell/Asking";
import { Field, problemOf } from "../../shell/Field";
import { Panel } from "../../shell/Panel";
import { useOwnChange } from "./queries";

/** What the person is called. */
export function Name(): ReactNode {
  const { data: me } = useMe();
  const [typed, setTyped] = useState<string | null>(null);
  const rename = useOwnChange<string>(
    (name) => dataOf(api.PATCH("/api/v1/auth/me", { body: { name } })),
    "Your name is saved.",
    ["me"],
  );
  const known = me?.user.name ?? "";
  const name = typed ?? known;
  const problem = problemOf(rename.error, "name");
  return (
    <Panel title="You">
      <form
        className="panel-form"
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate(name.trim(), { onSuccess: () => setTyped(null) });
        }}
      >
        <Field label="E-mail" type="email" value={me?.user.email ?? ""} autoComplete="email" readOnly />
        <Field
          label="Name"
          value={name}
          onChange={({ target }) => setTyped(target.value)}
          autoComplete="name"
          maxLength={100}
          required
          problem={problem}
        />
        {!problem && <Refusal error={rename.error} />}
        <Button type="submit" busy={rename.isPending} disabled={!name.trim() || name.trim() === known}>
          Save name
        </Button>
      </form>
    </Panel>
  );
}
