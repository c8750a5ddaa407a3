import type { ReactNode } from "react";
import { pathFrom, removePage, renamePage, setPage } from "../../../spec/page-edits";
import { ChoiceEdit } from "../../editing/ChoiceEdit";
import { Labelled } from "../../editing/Labelled";
import { Provenance, Remove, TalkAbout } from "../../editing/Small";
import { TextEdit } from "../../editing/TextEdit";
import { useDesigner } from "../designer";
import { PAGE_ICONS } from "../icons";
import { PageRoles } from "./PageRoles";
import { Section } from "./Section";

/** What a page is called, where it is and who sees it. */
export function PageProperties(): ReactNode {
  const { spec, page } = useDesigner();
  const icon = page.icon ?? "";
  const icons = PAGE_ICONS.some((name) => name === icon) || icon === "" ? PAGE_ICONS : [icon, ...PAGE_ICONS];
  return (
    <Section title={page.title}>
      <div className="pages-actions">
        <TalkAbout id={page.id} name={page.title} />
      </div>
      <Labelled label="Title">
        {(id) => (
          <TextEdit
            id={id}
            label="Title"
            value={page.title}
            needed="A page needs a title."
            edits={(title) => renamePage(spec, page, title)}
          />
        )}
      </Labelled>
      <div className="pages-pair">
        <Labelled label="Address">
          {(id) => (
            <TextEdit
              id={id}
              label="Address"
              mono
              value={page.path}
              edits={(path) => setPage(page, { path: pathFrom(path) })}
            />
          )}
        </Labelled>
        <Labelled label="Icon">
          {(id) => (
            <ChoiceEdit
              id={id}
              label="Icon"
              value={icon}
              options={[
                { value: "", label: "None" },
                ...icons.map((name) => ({ value: name, label: iconLabel(name) })),
              ]}
              edits={(name) => setPage(page, { icon: name || null })}
            />
          )}
        </Labelled>
      </div>
      <PageRoles />
      <Labelled label="Description">
        {(id) => (
          <TextEdit
            id={id}
            label="Description"
            lines
            value={page.description}
            edits={(description) => setPage(page, { description })}
          />
        )}
      </Labelled>
      <Provenance source={page.source} assumed={page.assumed} />
      <Remove
        name={page.title}
        meaning="The page goes, with the components that only it shows. The records stay."
        edits={() => removePage(spec, page)}
      />
    </Section>
  );
}

function iconLabel(name: string): string {
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
