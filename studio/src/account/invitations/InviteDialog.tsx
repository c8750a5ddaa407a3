import { type ReactNode, useId, useState } from "react";
import { Refusal } from "../../shell/Asking";
import { Field, problemOf } from "../../shell/Field";
import { FormDialog } from "../../shell/FormDialog";
import { AGENCY_ROLES, type AgencyRole } from "../roles";
import { useAccountChange } from "../use-account-change";
import { ModuleChoice } from "./ModuleChoice";
import { invitationsKey, invite, type MadeInvitation, type NewInvitation } from "./queries";

interface InviteDialogProps {
  readonly onClose: () => void;
  readonly onMade: (invitation: MadeInvitation) => void;
}

/** Invites somebody to the agency, or to one application alone. */
export function InviteDialog({ onClose, onMade }: InviteDialogProps): ReactNode {
  const form = useId();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [isWhole, setWhole] = useState(true);
  const [role, setRole] = useState<AgencyRole>("user");
  const [place, setPlace] = useState({ module: "", module_role: "" });
  const send = useAccountChange<NewInvitation, MadeInvitation>({
    change: invite,
    renews: [invitationsKey],
    done: onMade,
  });
  const isReady = email.trim() !== "" && (isWhole || place.module_role !== "");
  const problems = { email: problemOf(send.error, "email"), name: problemOf(send.error, "name") };
  const submit = () => {
    const who = { email: email.trim(), name: name.trim() };
    send.mutate(isWhole ? { ...who, role } : { ...who, ...place });
  };
  return (
    <FormDialog
      title="Invite somebody"
      verb="Invite"
      isBusy={send.isPending}
      isReady={isReady}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label="E-mail address"
        type="email"
        autoComplete="off"
        value={email}
        maxLength={254}
        problem={problems.email}
        ref={(input) => void (email === "" && name === "" && input?.focus())}
        onChange={({ target }) => setEmail(target.value)}
      />
      <Field
        label="Name"
        hint="If you know it; they can change it."
        autoComplete="off"
        value={name}
        maxLength={200}
        problem={problems.name}
        onChange={({ target }) => setName(target.value)}
      />
      <fieldset className="account-options">
        <legend>Where to</legend>
        <label>
          <input type="radio" name={form} checked={isWhole} onChange={() => setWhole(true)} />
          <span>The whole agency</span>
        </label>
        <label>
          <input type="radio" name={form} checked={!isWhole} onChange={() => setWhole(false)} />
          <span>One application alone</span>
        </label>
      </fieldset>
      {isWhole ? (
        <fieldset className="account-options">
          <legend>As what</legend>
          {AGENCY_ROLES.map(({ value, label, does }) => (
            <label key={value}>
              <input type="radio" name={`${form}-role`} checked={role === value} onChange={() => setRole(value)} />
              <span>
                {label}
                <small>{does}</small>
              </span>
            </label>
          ))}
        </fieldset>
      ) : (
        <ModuleChoice place={place} onPlace={setPlace} problem={problemOf(send.error, "module_role")} />
      )}
      {!problems.email && !problems.name && <Refusal error={send.error} />}
    </FormDialog>
  );
}
