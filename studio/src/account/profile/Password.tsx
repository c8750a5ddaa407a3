import { Button } from "@sayso/app-kit";
import { type FormEvent, type ReactNode, useState } from "react";
import { api, dataOf } from "../../api/client";
import { useMe } from "../../api/me";
import { Refusal } from "../../shell/Asking";
import { Field, problemOf } from "../../shell/Field";
import { Panel } from "../../shell/Panel";
import { useOwnChange } from "./queries";

const SHORTEST = 10;
const LONGEST = 200;

/** The password: another one, or a first one for somebody who signs in in other ways. */
export function Password(): ReactNode {
  const { data: me } = useMe();
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const has = me?.user.has_password ?? true;
  const change = useOwnChange<void>(
    () => dataOf(api.POST("/api/v1/auth/password", { body: { new: wanted, ...(has ? { current } : {}) } })),
    has ? "Your password is changed, and you are signed out everywhere else." : "Your password is set.",
    ["me"],
    ["account", "sign-ins"],
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(undefined, {
      onSuccess: () => {
        setCurrent("");
        setWanted("");
      },
    });
  };
  const code = change.error?.code;
  const wrong = code === "wrong_password" ? change.error?.message : problemOf(change.error, "current");
  const weak = code === "weak_password" ? change.error?.message : problemOf(change.error, "new");
  return (
    <Panel title="Password" {...(has ? {} : { lead: "You have no password yet, and sign in in other ways." })}>
      <form className="panel-form" onSubmit={send}>
        <input type="email" autoComplete="username" value={me?.user.email ?? ""} readOnly hidden />
        {has && (
          <Field
            label="Present password"
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={({ target }) => setCurrent(target.value)}
            maxLength={LONGEST}
            required
            problem={wrong}
          />
        )}
        <Field
          label="New password"
          type="password"
          autoComplete="new-password"
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
          minLength={SHORTEST}
          maxLength={LONGEST}
          required
          problem={weak}
          hint={`At least ${SHORTEST} characters. Four words that do not belong together are easy to remember.`}
        />
        {!wrong && !weak && <Refusal error={change.error} />}
        {has && <p className="text-sm text-muted">You stay signed in here and are signed out everywhere else.</p>}
        <Button type="submit" busy={change.isPending}>
          {has ? "Change password" : "Choose password"}
        </Button>
      </form>
    </Panel>
  );
}
