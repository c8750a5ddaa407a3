import { IconButton } from "@sayso/app-kit";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { membersIn } from "../../spec/members";
import { type Action, EVERY_ROW, type Grant, grantKey, ownersOf, usualOwner } from "../../spec/permissions/rights";
import { ACTION_LABELS, grantSentence } from "../../spec/permissions/words";
import type { Entity } from "../../spec/types";
import { useWorkspace } from "../state/context";
import { FieldLimit } from "./FieldLimit";

export interface ActionRowProps {
  readonly action: Action;
  readonly entity: Entity;
  readonly grants: readonly Grant[];
  readonly isPublic: boolean;
  readonly mayEdit: boolean;
  readonly onGrants: (grants: readonly Grant[]) => void;
}

/** One thing that can be done: with no records, one's own or all, and with which fields. */
export function ActionRow(props: ActionRowProps): ReactNode {
  const { action, entity, grants, mayEdit, onGrants } = props;
  const label = ACTION_LABELS[action];
  const names = useNames(entity);
  const [grant] = grants;
  if (grants.length > 1) return <SeveralGrants {...props} />;
  const hasFields = grant && action !== "delete";
  return (
    <div className="matrix-action">
      <span>{label}</span>
      <ScopeChoice {...props} grant={grant} />
      {hasFields && (
        <FieldLimit
          label={`Fields to ${label.toLowerCase()}`}
          names={namesFor(names, action)}
          fields={grant.fields}
          disabled={!mayEdit}
          onFields={(fields) => onGrants([{ ...grant, fields }])}
        />
      )}
    </div>
  );
}

type Name = { readonly name: string; readonly label: string; readonly isComputed: boolean };

function useNames(entity: Entity): readonly Name[] {
  const { spec } = useWorkspace();
  return membersIn(spec, entity.name).filter(({ name }) => name !== "created_at" && name !== "updated_at");
}

/** What the application works out can be seen, not written. */
function namesFor(names: readonly Name[], action: Action): readonly Name[] {
  return action === "read" ? names : names.filter(({ isComputed }) => !isComputed);
}

const SEPARATOR = ":";

function ScopeChoice(props: ActionRowProps & { readonly grant: Grant | undefined }): ReactNode {
  const { action, entity, isPublic, mayEdit, grant, onGrants } = props;
  const { spec } = useWorkspace();
  const owners = ownersOf(spec, entity.name);
  const value = grant ? (grant.scope === "own" ? `own${SEPARATOR}${grant.owner}` : "all") : "none";
  const known = owners.some(({ path }) => path === grant?.owner);
  const choose = (next: string) => {
    if (next === "none") return onGrants([]);
    const fields = grant?.fields ?? null;
    if (next === "all") return onGrants([{ ...EVERY_ROW, fields }]);
    const owner = next.slice(`own${SEPARATOR}`.length) || usualOwner(spec, entity.name);
    onGrants([{ scope: "own", owner, fields }]);
  };
  return (
    <select
      className="input"
      aria-label={`${ACTION_LABELS[action]}: which records`}
      value={value}
      disabled={!mayEdit || (isPublic && action === "delete")}
      title={isPublic && action === "delete" ? "People who are not signed in never delete." : undefined}
      onChange={(event) => choose(event.target.value)}
      {...(action === "read" ? { "data-autofocus": true } : {})}
    >
      <option value="none">None</option>
      <option value="all">All</option>
      {(!isPublic || grant?.scope === "own") && (
        <optgroup label="Own">
          {owners.map(({ path, label }) => (
            <option key={path} value={`own${SEPARATOR}${path}`}>
              {label}
            </option>
          ))}
          {grant?.scope === "own" && !known && <option value={value}>{grant.owner}</option>}
        </optgroup>
      )}
    </select>
  );
}

/** Several grants of one action add up; each can be taken away. */
function SeveralGrants({ action, entity, grants, mayEdit, onGrants }: ActionRowProps): ReactNode {
  const { spec } = useWorkspace();
  return (
    <div className="matrix-action">
      <span>{ACTION_LABELS[action]}</span>
      <ul className="matrix-grants">
        {grants.map((grant) => {
          const said = grantSentence(spec, "", entity.name, action, grant).trim().replace(/^may /, "");
          return (
            <li key={grantKey(grant)}>
              <span className="min-w-0 flex-1">{said.charAt(0).toUpperCase() + said.slice(1)}</span>
              {mayEdit && (
                <IconButton
                  size="small"
                  label={`Take away: ${said}`}
                  onClick={() => onGrants(grants.filter((one) => one !== grant))}
                >
                  <X aria-hidden />
                </IconButton>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
