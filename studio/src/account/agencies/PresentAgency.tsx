import { Button } from "@sayso/app-kit";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { api, dataOf } from "../../api/client";
import { type Account, useMay } from "../../api/me";
import { Asking, Refusal } from "../../shell/Asking";
import { Field, problemOf } from "../../shell/Field";
import { Panel } from "../../shell/Panel";
import { useAgencyChange } from "./queries";

interface PresentAgencyProps {
  readonly agency: NonNullable<Account["agency"]>;
}

/** What the present agency is called; removing it, where nothing is left in it. */
export function PresentAgency({ agency }: PresentAgencyProps): ReactNode {
  const [name, setName] = useState(agency.name);
  const [slug, setSlug] = useState(agency.slug);
  const [isAsking, ask] = useState(false);
  const change = useAgencyChange<void>(
    () => dataOf(api.PATCH("/api/v1/agency", { body: { name: name.trim(), slug: slug.trim() } })),
    "The agency is saved.",
  );
  if (!useMay("agency:write")) return null;
  const problems = { name: problemOf(change.error, "name"), slug: problemOf(change.error, "slug") };
  const isSame = name.trim() === agency.name && slug.trim() === agency.slug;
  const send = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Panel
      title={agency.name}
      actions={
        <Button size="small" variant="ghost" onClick={() => ask(true)}>
          Remove agency
        </Button>
      }
    >
      <form className="panel-form" onSubmit={send}>
        <Field
          label="Name"
          value={name}
          onChange={({ target }) => setName(target.value)}
          maxLength={200}
          required
          problem={problems.name}
        />
        <Field
          label="Short name"
          value={slug}
          onChange={({ target }) => setSlug(target.value)}
          maxLength={63}
          required
          spellCheck={false}
          autoCapitalize="none"
          problem={problems.slug}
          hint="Commands and programs name the agency by it: small letters, digits and dashes."
        />
        {!problems.name && !problems.slug && <Refusal error={change.error} />}
        <Button type="submit" busy={change.isPending} disabled={isSame || !name.trim() || !slug.trim()}>
          Save
        </Button>
      </form>
      {isAsking && <Remove agency={agency} onClose={() => ask(false)} />}
    </Panel>
  );
}

function Remove({ agency, onClose }: PresentAgencyProps & { readonly onClose: () => void }): ReactNode {
  const navigate = useNavigate();
  const remove = useAgencyChange<void>(
    () => dataOf(api.DELETE("/api/v1/agency")),
    `${agency.name} is removed.`,
    () => void navigate({ to: "/" }),
  );
  return (
    <Asking
      title={`Remove “${agency.name}”?`}
      text="Its people, keys, sessions and sites go for good. It is refused while the agency has modules."
      verb="Remove agency"
      keep="Keep it"
      change={remove}
      onClose={onClose}
    />
  );
}
