import { Input } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { pascal, sentence } from "../../spec/names";
import { useForms } from "../context";
import { entitiesIn, entityLabel, membersIn, reportsIn } from "../known";
import { prunedLayout } from "../layout";
import type { ComponentPart, PagePart } from "../shapes";
import { Cell } from "./Cell";
import { KINDS, kindWords, type PropWords, WITHOUT_RECORDS } from "./component-kinds";
import { PickSeveral, Select } from "./controls";
import { Rows } from "./Rows";
import type { ComponentRowProps } from "./row-props";
import { StatRows } from "./StatRows";

const STEP = "pages";
const KIND_CHOICES = KINDS.map(({ kind, label }) => ({ value: kind, label }));

interface ComponentRowsProps {
  readonly page: PagePart;
  readonly onPage: (page: PagePart) => void;
  readonly at: number;
}

/** What a page shows. A layout that came with it stays, without what was taken away. */
export function ComponentRows({ page, onPage, at }: ComponentRowsProps): ReactNode {
  const { shapes, problems } = useForms();
  const place = `pages.${at}.components`;
  const problem = problems.find(({ step, path }) => step === STEP && path === place);
  const first = entitiesIn(shapes)[0]?.value ?? "";
  const taken = (shapes.pages?.pages ?? []).flatMap(({ components }) => components.map(({ name }) => name ?? ""));
  return (
    <fieldset className="wizard-part">
      <legend>Shows</legend>
      {problem && <p className="text-xs text-danger-ink">{problem.message}</p>}
      <Rows
        className="wizard-parts"
        items={page.components}
        onItems={(components) => onPage(withComponents(page, components))}
        nameOf={(part) =>
          `${kindWords(part.type)?.label ?? "part"} of ${entityLabel(shapes, part.entity) || "the page"}`
        }
        add="Add something to the page"
        make={() => newComponent(first, taken)}
      >
        {(part, change, index) => <ComponentRow part={part} onPart={change} place={`${place}.${index}`} />}
      </Rows>
    </fieldset>
  );
}

function ComponentRow({ part, onPart, place }: ComponentRowProps): ReactNode {
  const { shapes } = useForms();
  const words = kindWords(part.type);
  if (!part.type) return <p className="py-1 text-sm text-muted">{sentence(part.name ?? "")}, as on another page</p>;
  return (
    <div className="wizard-grid">
      <Cell step={STEP} label="Kind" at={[`${place}.type`]}>
        {(identity) => (
          <Select
            {...identity}
            value={part.type ?? ""}
            choices={KIND_CHOICES}
            onValue={(type) => onPart(retyped(part, type as NonNullable<ComponentPart["type"]>))}
          />
        )}
      </Cell>
      {!WITHOUT_RECORDS.includes(part.type) && (
        <Cell step={STEP} label="Records of" at={[`${place}.entity`]}>
          {(identity) => (
            <Select
              {...identity}
              value={part.entity ?? ""}
              choices={entitiesIn(shapes)}
              onValue={(entity) => onPart({ ...part, entity, props: {} })}
            />
          )}
        </Cell>
      )}
      {part.type === "chart" && <ReportChoice part={part} onPart={onPart} place={place} />}
      {part.type === "stats" && <StatRows part={part} onPart={onPart} place={place} />}
      {part.type === "custom" && <Wish part={part} onPart={onPart} place={place} />}
      {words && words.variants.length > 0 && (
        <Cell step={STEP} label="As" at={[`${place}.variant`]} className="wizard-own-label">
          {(identity) => (
            <Select
              {...identity}
              value={part.variant ?? ""}
              none="Usual"
              choices={words.variants.map((value) => ({ value, label: sentence(value) }))}
              onValue={(variant) => onPart({ ...part, variant })}
            />
          )}
        </Cell>
      )}
      {words?.props.map((prop) => (
        <PropChoice key={prop.name} prop={prop} part={part} onPart={onPart} place={place} />
      ))}
    </div>
  );
}

function PropChoice({ prop, part, onPart, place }: ComponentRowProps & { readonly prop: PropWords }): ReactNode {
  const { shapes } = useForms();
  const choices = membersIn(shapes, part.entity).filter(prop.fits);
  const value = part.props?.[prop.name];
  const set = (next: unknown) => onPart({ ...part, props: withProp(part.props, prop.name, next) });
  return (
    <Cell
      step={STEP}
      label={prop.label}
      at={[`${place}.${prop.name}`]}
      className={prop.many ? "wizard-several" : "wizard-own-label"}
    >
      {(identity) =>
        prop.many ? (
          <PickSeveral
            {...identity}
            values={Array.isArray(value) ? value.map(String) : []}
            choices={choices}
            placeholder={prop.none}
            onValues={(next) => set(next.length > 0 ? next : null)}
          />
        ) : (
          <Select
            {...identity}
            value={typeof value === "string" ? value : ""}
            choices={choices}
            none={prop.none}
            onValue={(next) => set(next || null)}
          />
        )
      }
    </Cell>
  );
}

function ReportChoice({ part, onPart, place }: ComponentRowProps): ReactNode {
  const { shapes } = useForms();
  return (
    <Cell
      step={STEP}
      label="Report"
      at={[`${place}.report`]}
      help={reportsIn(shapes).length === 0 ? "Reports are the last step; each is drawn on its page by itself." : ""}
    >
      {(identity) => (
        <Select
          {...identity}
          value={String(part.props?.report ?? "")}
          choices={reportsIn(shapes)}
          onValue={(report) => onPart({ ...part, props: { report } })}
        />
      )}
    </Cell>
  );
}

function Wish({ part, onPart, place }: ComponentRowProps): ReactNode {
  return (
    <Cell step={STEP} label="What it shows, in words" at={[`${place}.wish`]} className="wizard-wide">
      {(identity) => (
        <Input
          {...identity}
          value={String(part.props?.wish ?? "")}
          onChange={(event) => onPart({ ...part, props: { wish: event.target.value } })}
        />
      )}
    </Cell>
  );
}

function withProp(props: ComponentPart["props"], name: string, value: unknown): NonNullable<ComponentPart["props"]> {
  const others = Object.fromEntries(Object.entries(props ?? {}).filter(([key]) => key !== name));
  return (value === null ? others : { ...others, [name]: value }) as NonNullable<ComponentPart["props"]>;
}

/** A component of another kind keeps what both kinds can be told. */
function retyped(part: ComponentPart, type: NonNullable<ComponentPart["type"]>): ComponentPart {
  const known = new Set(kindWords(type)?.props.map(({ name }) => name));
  const { variant: _, ...rest } = part;
  if (type === "stats") return { ...rest, type, props: { stats: [{ label: "Number", op: "count" }] } };
  return {
    ...rest,
    type,
    props: Object.fromEntries(Object.entries(part.props ?? {}).filter(([key]) => known.has(key))),
  };
}

function withComponents(page: PagePart, components: ComponentPart[]): PagePart {
  const names = new Set(components.map(({ name }) => name ?? ""));
  return { ...page, components, layout: prunedLayout(page.layout, names) };
}

function newComponent(entity: string, taken: readonly string[]): ComponentPart {
  const stem = pascal(`${entity || "page"}_table`);
  let name = stem;
  for (let number = 2; taken.includes(name); number++) name = `${stem}${number}`;
  return { name, type: "table", entity, props: {}, description: "" };
}
