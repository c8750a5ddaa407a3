import { type ReactNode, useState } from "react";
import { nameFrom } from "../../spec/names";
import { useForms, useShape } from "../context";
import { endsOf, entitiesIn, entityLabel } from "../known";
import { renameMember } from "../renaming";
import type { RelationshipPart } from "../shapes";
import { Cell } from "./Cell";
import { MoreButton, Select, SettledInput, Tick } from "./controls";
import { Rows } from "./Rows";

const STEP = "relationships";
const KINDS = [
  { value: "belongs_to", label: "belongs to one" },
  { value: "has_many", label: "has many" },
  { value: "many_to_many", label: "goes with many" },
];
const ON_DELETE = [
  { value: "restrict", label: "It cannot be deleted" },
  { value: "cascade", label: "These are deleted too" },
  { value: "set_null", label: "These stay, without it" },
];

/** What belongs to what, each link read as a sentence. */
export function RelationshipsForm(): ReactNode {
  const { shapes } = useForms();
  const [shape, set] = useShape(STEP);
  const entities = entitiesIn(shapes);
  return (
    <Rows
      className="wizard-table"
      items={shape.relationships}
      onItems={(relationships) => set({ ...shape, relationships })}
      nameOf={(link) => `“${entityLabel(shapes, link.from)} – ${entityLabel(shapes, link.to)}”`}
      add="Add a link"
      make={() => newLink(entities.map(({ value }) => value))}
      fixed
    >
      {(link, change, at) => <LinkRow link={link} onLink={change} at={at} />}
    </Rows>
  );
}

interface LinkProps {
  readonly link: RelationshipPart;
  readonly onLink: (link: RelationshipPart) => void;
  readonly at: number;
}

function LinkRow({ link, onLink: change, at }: LinkProps): ReactNode {
  const { shapes } = useForms();
  const [isOpen, setOpen] = useState(false);
  const entities = entitiesIn(shapes);
  return (
    <>
      <div className="wizard-grid wizard-grid-link">
        <Cell step={STEP} label="A record of" at={[`relationships.${at}.from`]}>
          {(identity) => (
            <Select
              {...identity}
              value={link.from}
              choices={entities}
              onValue={(from) => change({ ...unnamed(link), from })}
            />
          )}
        </Cell>
        <Cell step={STEP} label="Link" at={[`relationships.${at}.kind`]}>
          {(identity) => (
            <Select
              {...identity}
              value={link.kind}
              choices={KINDS}
              onValue={(kind) => change({ ...unnamed(link), kind: kind as RelationshipPart["kind"] })}
            />
          )}
        </Cell>
        <Cell step={STEP} label="Record of" at={[`relationships.${at}.to`]}>
          {(identity) => (
            <Select
              {...identity}
              value={link.to}
              choices={entities}
              onValue={(to) => change({ ...unnamed(link), to })}
            />
          )}
        </Cell>
        <div className="wizard-inline">
          {link.kind === "belongs_to" && (
            <Tick label="Required" checked={link.required} onChecked={(required) => change({ ...link, required })} />
          )}
          <MoreButton
            isOpen={isOpen}
            onOpen={setOpen}
            about={`${entityLabel(shapes, link.from)} and ${entityLabel(shapes, link.to)}`}
          />
        </div>
      </div>
      {isOpen && <LinkDetails link={link} onLink={change} at={at} />}
    </>
  );
}

function LinkDetails({ link, onLink, at }: LinkProps): ReactNode {
  const { shapes, change } = useForms();
  const { near, far } = endsOf(link);
  const place = `relationships.${at}`;
  const rename = (end: "name" | "inverse", entity: string, from: string, typed: string) => {
    const name = nameFrom(typed, from);
    if (name === from) return;
    onLink({ ...link, [end]: name });
    change(STEP, (known) => renameMember(known, entity, from, name));
  };
  return (
    <div className="wizard-details">
      <Cell
        step={STEP}
        label={`Called at ${entityLabel(shapes, link.from)}`}
        at={[`${place}.name`]}
        className="wizard-own-label"
      >
        {(identity) => (
          <SettledInput {...identity} value={near} onSettle={(name) => rename("name", link.from, near, name)} />
        )}
      </Cell>
      <Cell
        step={STEP}
        label={`Called at ${entityLabel(shapes, link.to)}`}
        at={[`${place}.inverse`]}
        className="wizard-own-label"
      >
        {(identity) => (
          <SettledInput {...identity} value={far} onSettle={(name) => rename("inverse", link.to, far, name)} />
        )}
      </Cell>
      {link.kind !== "many_to_many" && (
        <Cell
          step={STEP}
          label="When the one it belongs to is deleted"
          at={[`${place}.on_delete`]}
          className="wizard-own-label"
        >
          {(identity) => (
            <Select
              {...identity}
              value={link.on_delete}
              choices={ON_DELETE}
              onValue={(on_delete) => onLink({ ...link, on_delete: on_delete as RelationshipPart["on_delete"] })}
            />
          )}
        </Cell>
      )}
    </div>
  );
}

/** A link between others is called after those. */
function unnamed({ name: _, inverse: __, ...link }: RelationshipPart): RelationshipPart {
  return link;
}

function newLink(names: readonly string[]): RelationshipPart {
  return {
    from: names[0] ?? "",
    to: names[1] ?? names[0] ?? "",
    kind: "belongs_to",
    required: false,
    on_delete: "restrict",
  };
}
