import { Badge, Button } from "@sayso/app-kit";
import { Globe } from "lucide-react";
import type { ReactNode } from "react";
import { cellEdits, permissionsOf } from "../../spec/permissions/matrix";
import {
  ACTIONS,
  EVERYTHING,
  NOTHING,
  ONLY_SEE,
  type Rights,
  type Rule,
  sameRights,
} from "../../spec/permissions/rights";
import { forStrangers } from "../../spec/permissions/roles";
import { changeSentence, sentences } from "../../spec/permissions/words";
import type { Entity, Role } from "../../spec/types";
import { useChange } from "../editing/editing";
import { Refusal } from "../editing/Refusal";
import { Provenance } from "../editing/Small";
import { useWorkspace } from "../state/context";
import { ActionRow } from "./ActionRow";
import { useComing } from "./use-coming";

export interface RightsEditorProps {
  readonly role: Role;
  readonly entity: Entity;
  readonly rights: Rights;
  readonly rules: readonly Rule[];
}

/** The four things that can be done with records, which of them, and which of their fields. */
export function RightsEditor({ role, entity, rights: stored, rules }: RightsEditorProps): ReactNode {
  const { spec } = useWorkspace();
  const { mayEdit, reasons, change } = useChange();
  const isPublic = permissionsOf(spec).public_role === role.name;
  const [rights, set, before] = useComing(stored, async (next) => {
    await change(cellEdits(rules, role.name, entity.name, isPublic ? forStrangers(next) : next));
  });
  const [source] = rules.filter((rule) => rule.source || rule.assumed);
  return (
    <div className="grid gap-3">
      <header>
        <h3 className="font-medium" dir="auto">
          {role.label} · {entity.display_name}
        </h3>
        {isPublic && (
          <p className="matrix-public">
            <Globe aria-hidden /> Anybody on the internet, once it was confirmed at publishing.
          </p>
        )}
      </header>
      {ACTIONS.map((action) => (
        <ActionRow
          key={action}
          action={action}
          entity={entity}
          grants={rights[action]}
          isPublic={isPublic}
          mayEdit={mayEdit}
          onGrants={(grants) => set({ ...rights, [action]: grants })}
        />
      ))}
      {mayEdit && (
        <div className="flex flex-wrap gap-1.5">
          {PRESETS.map(({ label, rights: preset }) => (
            <Button
              key={label}
              size="small"
              disabled={sameRights(rights, isPublic ? forStrangers(preset) : preset)}
              onClick={() => set(preset)}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
      <Refusal reasons={reasons} />
      <div className="matrix-means" role="status">
        {before && (
          <p>
            <Badge plain>Changed</Badge> {changeSentence(spec, role.label, entity.name, before, rights)}
          </p>
        )}
        {sentences(spec, role.label, entity.name, rights).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {source && <Provenance source={source.source} assumed={source.assumed} />}
    </div>
  );
}

const PRESETS = [
  { label: "May everything", rights: EVERYTHING },
  { label: "May only see", rights: ONLY_SEE },
  { label: "Nothing", rights: NOTHING },
];
