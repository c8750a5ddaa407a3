import { IconButton, Menu, MenuItem, toast, toastError } from "@sayso/app-kit";
import { useNavigate } from "@tanstack/react-router";
import { AppWindow, Ellipsis, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { api, dataOf } from "../../api/client";
import { useModuleChange } from "../../modules/queries";
import { Asking } from "../../shell/Asking";
import { useTemplate } from "../queries";
import { TemplateCard } from "../TemplateGrid";
import { type OwnTemplate, pictureOfOwn } from "./queries";

/** Templates of the agency as pictures of their start pages; choosing one opens it. */
export function OwnTemplates({ templates }: { readonly templates: readonly OwnTemplate[] }): ReactNode {
  const use = useTemplate();
  return (
    <ul className="templates" aria-label="Templates of your agency">
      {templates.map((template) => (
        <li key={template.id} className="template-own">
          <TemplateCard
            template={{ ...template, about: template.about || `Keeps ${template.keeps.join(", ")}.` }}
            picture={pictureOfOwn(template)}
            note={`Version ${template.version}${template.author ? ` by ${template.author}` : ""}`}
            isOpening={use.isPending && use.variables === template.slug}
            isBusy={use.isPending}
            onOpen={() => use.mutate(template.slug, { onError: toastError })}
          />
          <OwnMenu template={template} />
        </li>
      ))}
    </ul>
  );
}

function OwnMenu({ template: { id, name, module, may_remove } }: { readonly template: OwnTemplate }): ReactNode {
  const navigate = useNavigate();
  const [removing, setRemoving] = useState(false);
  const remove = useModuleChange(
    () => dataOf(api.DELETE("/api/v1/agency/templates/{template_id}", { params: { path: { template_id: id } } })),
    () => {
      toast(`${name} is no template any more.`);
      setRemoving(false);
    },
  );
  if (!module && !may_remove) return null;
  return (
    <span className="template-menu">
      <Menu
        trigger={
          <IconButton label={`${name}, actions`}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {module && (
          <MenuItem
            icon={<AppWindow aria-hidden />}
            onSelect={() => void navigate({ to: "/modules/$slug/{-$tab}", params: { slug: module } })}
          >
            The application it is made of
          </MenuItem>
        )}
        {may_remove && (
          <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setRemoving(true)}>
            Remove
          </MenuItem>
        )}
      </Menu>
      {removing && (
        <Asking
          title={`Remove the template “${name}”?`}
          text="Applications that came from it stay as they are, and hear of no newer version any more."
          verb="Remove template"
          keep="Keep it"
          change={remove}
          onClose={() => setRemoving(false)}
        />
      )}
    </span>
  );
}
