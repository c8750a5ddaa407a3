import { toastError } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { pictureOf, type Template, useTemplate } from "./queries";

interface TemplateGridProps {
  readonly templates: readonly Template[];
  readonly label: string;
}

/** Templates as pictures of their start pages; choosing one opens it. */
export function TemplateGrid({ templates, label }: TemplateGridProps): ReactNode {
  const use = useTemplate();
  return (
    <ul className="templates" aria-label={label}>
      {templates.map((template) => (
        <li key={template.slug}>
          <TemplateCard
            template={template}
            picture={pictureOf(template.slug)}
            isOpening={use.isPending && use.variables === template.slug}
            isBusy={use.isPending}
            onOpen={() => use.mutate(template.slug, { onError: toastError })}
          />
        </li>
      ))}
    </ul>
  );
}

interface TemplateCardProps {
  readonly template: Pick<Template, "name" | "about">;
  readonly picture: string;
  /** What else is said below it. */
  readonly note?: string;
  readonly isOpening: boolean;
  readonly isBusy: boolean;
  readonly onOpen: () => void;
}

/** A template as the picture of its start page. */
export function TemplateCard({ template: { name, about }, picture, note, ...card }: TemplateCardProps): ReactNode {
  const { isOpening, isBusy, onOpen } = card;
  return (
    <button type="button" className="template" onClick={onOpen} disabled={isBusy} aria-busy={isOpening}>
      <img src={picture} alt="" width={480} height={300} loading="lazy" decoding="async" />
      <span className="template-name">{isOpening ? "Opening…" : name}</span>
      <span className="template-about">{about}</span>
      {note && <span className="template-note">{note}</span>}
    </button>
  );
}
