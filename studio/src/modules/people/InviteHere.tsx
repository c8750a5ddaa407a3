import { type ReactNode, useState } from "react";
import { invite, type MadeInvitation } from "../../account/invitations/queries";
import { Refusal } from "../../shell/Asking";
import { Field, problemOf } from "../../shell/Field";
import { FormDialog } from "../../shell/FormDialog";
import { type ModuleLine, type RoleLine, useModuleChange } from "../queries";

export interface InviteHereProps {
  readonly module: ModuleLine;
  readonly roles: readonly RoleLine[];
  readonly onClose: () => void;
  readonly onMade: (invitation: MadeInvitation) => void;
}

/** Invites somebody to this application alone; they see nothing else of the agency. */
export function InviteHere({ module, roles, onClose, onMade }: InviteHereProps): ReactNode {
  const given = roles.filter(({ is_public }) => !is_public);
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState(given.find(({ is_default }) => is_default)?.name ?? given[0]?.name ?? "");
  const send = useModuleChange<void, MadeInvitation>(
    () => invite({ email: email.trim(), name: name.trim(), module: module.slug, module_role: role }),
    onMade,
  );
  const isReady = email.trim() !== "" && role !== "";
  return (
    <FormDialog
      title={`Invite to ${module.name}`}
      description="They come into this application alone, and see nothing else of the agency."
      verb="Invite"
      isBusy={send.isPending}
      isReady={isReady}
      onSubmit={() => send.mutate()}
      onClose={onClose}
    >
      <Field
        label="E-mail address"
        type="email"
        autoComplete="off"
        value={email}
        maxLength={254}
        problem={problemOf(send.error, "email")}
        onChange={({ target }) => setEmail(target.value)}
      />
      <Field
        label="Name"
        hint="If you know it; they can change it."
        autoComplete="off"
        value={name}
        maxLength={200}
        problem={problemOf(send.error, "name")}
        onChange={({ target }) => setName(target.value)}
      />
      <label className="grid gap-1.5 text-sm font-medium">
        Role
        <select className="input" value={role} onChange={({ target }) => setRole(target.value)}>
          {given.map(({ name: value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <Refusal error={send.error} />
    </FormDialog>
  );
}
