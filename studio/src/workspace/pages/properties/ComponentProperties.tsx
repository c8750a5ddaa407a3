import { Button } from "@sayso/app-kit";
import { Eye } from "lucide-react";
import type { ReactNode } from "react";
import { componentTitle, KINDS, kindWords, pagesWith, startProps } from "../../../spec/components";
import { withoutComponent } from "../../../spec/layout/changes";
import { pascal } from "../../../spec/names";
import type { Component, Edit } from "../../../spec/types";
import { ChoiceEdit } from "../../editing/ChoiceEdit";
import { Labelled } from "../../editing/Labelled";
import { Provenance, Remove, TalkAbout } from "../../editing/Small";
import { TextEdit } from "../../editing/TextEdit";
import { useOpenTab } from "../../state/place";
import { useDesigner } from "../designer";
import { setLayout } from "../use-layout";
import { KindProps } from "./KindProps";
import { Section } from "./Section";

type Values = Extract<Edit, { op: "set"; kind: "component" }>["values"];

/** What a component is, what it shows and how. */
export function ComponentProperties({ component }: { readonly component: Component }): ReactNode {
  const { spec, page, layout } = useDesigner();
  const open = useOpenTab();
  const words = kindWords(component.type);
  const title = componentTitle(component.name);
  const set = (values: Values): Edit[] => [{ op: "set", kind: "component", target: component.id, values }];
  const elsewhere = pagesWith(spec, component.name).filter(({ id }) => id !== page.id);
  const draft = { kind: component.type, entity: component.entity ?? null, report: null, wish: "" };
  return (
    <Section title={title}>
      <div className="pages-actions">
        <TalkAbout id={component.id} name={title} />
        <Button size="small" icon={<Eye aria-hidden />} onClick={() => open("preview", component.id)}>
          Show in preview
        </Button>
      </div>
      <Labelled label="Name">
        {(id) => (
          <TextEdit
            id={id}
            label="Name"
            value={title}
            needed="A component needs a name."
            edits={(text) => [{ op: "rename", kind: "component", target: component.id, name: pascal(text) }]}
          />
        )}
      </Labelled>
      <div className="pages-pair">
        <Labelled label="Kind">
          {(id) => (
            <ChoiceEdit
              id={id}
              label="Kind"
              value={component.type}
              options={kindOptions(component)}
              edits={(type) => set({ type, variant: null, props: startProps(spec, { ...draft, kind: type }) })}
            />
          )}
        </Labelled>
        <Labelled label="Variant">
          {(id) => (
            <ChoiceEdit
              id={id}
              label="Variant"
              value={component.variant ?? ""}
              options={[
                { value: "", label: "Usual" },
                ...words.variants.map((value) => ({ value, label: variantLabel(value) })),
              ]}
              edits={(variant) => set({ variant: variant || null })}
            />
          )}
        </Labelled>
      </div>
      {words.needsEntity && (
        <Labelled label="Shows">
          {(id) => (
            <ChoiceEdit
              id={id}
              label="Shows"
              value={component.entity ?? ""}
              options={spec.entities.map(({ name, display_name }) => ({ value: name, label: display_name }))}
              edits={(entity) => set({ entity, props: startProps(spec, { ...draft, entity }) })}
            />
          )}
        </Labelled>
      )}
      <KindProps component={component} set={(props) => set({ props: { ...props } })} />
      <Labelled label="Description">
        {(id) => (
          <TextEdit
            id={id}
            label="Description"
            lines
            value={component.description}
            edits={(description) => set({ description })}
          />
        )}
      </Labelled>
      <Provenance source={component.source} assumed={component.assumed} />
      {elsewhere.length > 0 && (
        <p className="text-xs text-muted">
          Also on {elsewhere.map((one) => one.title).join(", ")}; it changes there as well.
        </p>
      )}
      <Remove
        name={title}
        meaning={
          elsewhere.length > 0
            ? `It goes from this page and from ${elsewhere.map((one) => one.title).join(", ")}. The records it shows stay.`
            : "It goes from this page. The records it shows stay."
        }
        edits={() => {
          const rest = withoutComponent(layout, component.name);
          const before: Edit[] = page.layout && rest !== layout ? [setLayout(page, rest)] : [];
          return [...before, { op: "remove", kind: "component", target: component.id }];
        }}
      />
    </Section>
  );
}

function kindOptions(component: Component): readonly { readonly value: Component["type"]; readonly label: string }[] {
  const known = KINDS.map(({ kind, label }) => ({ value: kind, label }));
  if (known.some(({ value }) => value === component.type)) return known;
  return [{ value: component.type, label: kindWords(component.type).label }, ...known];
}

function variantLabel(variant: string): string {
  const words = variant.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
