import { type ApiError, Button, Dialog, IconButton, LoadProblem, Notice, Skeleton } from "@sayso/app-kit";
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserPlus, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { api, dataOf, type Schemas } from "../../api/client";
import { PersonChoice } from "../../shell/PersonChoice";
import type { BuildSession } from "../state/context";

type Person = Schemas["SessionPersonView"];
type Access = Schemas["Sharing"]["access"];

const MEANS = { owner: "Owner", editor: "May work in it", viewer: "May look at it" } as const;
const place = (id: string) => ({ path: { build_session_id: id } });

/** Who has access to a session; its owner shares it with people of the agency. */
export function Share({ session }: { readonly session: BuildSession }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton label="Share" title="Who has access" onClick={() => setOpen(true)}>
        <UserPlus aria-hidden />
      </IconButton>
      {isOpen && <ShareDialog session={session} onClose={() => setOpen(false)} />}
    </>
  );
}

function ShareDialog({
  session,
  onClose,
}: {
  readonly session: BuildSession;
  readonly onClose: () => void;
}): ReactNode {
  const known = usePeopleOf(session.id);
  const change = useChange(session.id);
  const isOwner = session.access === "owner";
  const failed = change.error;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Who has access"
      width="30rem"
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <p className="text-muted">
        {isOwner
          ? "Only you and the people below see what is said here, and the rows of its spreadsheet."
          : "Its owner says who sees this session."}
      </p>
      {isOwner && known.data && <Picker people={known.data} isBusy={change.isPending} onShare={change.mutate} />}
      {failed && (
        <Notice tone="danger" title="Nothing was changed.">
          {failed.message}
        </Notice>
      )}
      {known.error && <LoadProblem error={known.error} onRetry={() => void known.refetch()} />}
      {!known.data && !known.error && <Skeleton className="mt-4 w-2/3" />}
      <ul className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-2" aria-label="People with access">
        {known.data?.map((one) => (
          <PersonLine
            key={one.user_id}
            person={one}
            mayChange={isOwner && one.access !== "owner"}
            isBusy={change.isPending}
            onAccess={(access) => change.mutate({ user: one.user_id, access })}
          />
        ))}
      </ul>
    </Dialog>
  );
}

interface PersonLineProps {
  readonly person: Person;
  readonly mayChange: boolean;
  readonly isBusy: boolean;
  readonly onAccess: (access: Access | null) => void;
}

function PersonLine({ person, mayChange, isBusy, onAccess }: PersonLineProps): ReactNode {
  const name = person.name || person.email;
  return (
    <li className="flex flex-wrap items-center gap-2">
      <div className="min-w-0 flex-[1_1_10rem]">
        <p className="truncate font-medium" dir="auto">
          {name}
        </p>
        {person.name && <p className="truncate text-sm text-muted">{person.email}</p>}
      </div>
      {mayChange && person.access !== "owner" ? (
        <>
          <Accesses label={`What ${name} may do`} value={person.access} disabled={isBusy} onValue={onAccess} />
          <IconButton label={`Stop sharing with ${name}`} disabled={isBusy} onClick={() => onAccess(null)}>
            <X aria-hidden />
          </IconButton>
        </>
      ) : (
        <span className="text-sm text-muted">{MEANS[person.access]}</span>
      )}
    </li>
  );
}

interface PickerProps {
  readonly people: readonly Person[];
  readonly isBusy: boolean;
  readonly onShare: (change: Change) => void;
}

/** Picks somebody of the agency who has no access yet. */
function Picker({ people, isBusy, onShare }: PickerProps): ReactNode {
  const [user, setUser] = useState("");
  const [access, setAccess] = useState<Access>("viewer");
  const has = new Set(people.map((one) => one.user_id));
  return (
    <form
      className="mt-3 flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!user) return;
        onShare({ user, access });
        setUser("");
      }}
    >
      <PersonChoice label="Share with" without={has} value={user} onValue={setUser} />
      <Accesses label="What they may do" value={access} disabled={isBusy} onValue={setAccess} />
      <Button type="submit" disabled={!user} busy={isBusy}>
        Share
      </Button>
    </form>
  );
}

interface AccessesProps {
  readonly label: string;
  readonly value: Access;
  readonly disabled: boolean;
  readonly onValue: (access: Access) => void;
}

function Accesses({ label, value, disabled, onValue }: AccessesProps): ReactNode {
  return (
    <select
      className="input w-auto"
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={(event) => onValue(event.target.value as Access)}
    >
      <option value="viewer">{MEANS.viewer}</option>
      <option value="editor">{MEANS.editor}</option>
    </select>
  );
}

interface Change {
  readonly user: string;
  /** None takes it back. */
  readonly access: Access | null;
}

const peopleKey = (id: string) => ["session", id, "people"] as const;

function usePeopleOf(id: string): UseQueryResult<readonly Person[], ApiError> {
  return useQuery({
    queryKey: peopleKey(id),
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET("/api/v1/sessions/{build_session_id}/people", { params: place(id), signal }))).people,
  });
}

function useChange(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ user, access }: Change) => {
      const params = { path: { build_session_id: id, user_id: user } };
      const at = "/api/v1/sessions/{build_session_id}/people/{user_id}" as const;
      if (access) await dataOf(api.PUT(at, { params, body: { access } }));
      else await dataOf(api.DELETE(at, { params }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: peopleKey(id) }),
  });
}
