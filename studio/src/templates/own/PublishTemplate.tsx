import { Checkbox, LoadProblem, Skeleton, Textarea, toast } from "@sayso/app-kit";
import { Check, X } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { api, dataOf } from "../../api/client";
import { type ModuleLine, useModuleChange } from "../../modules/queries";
import { Refusal } from "../../shell/Asking";
import { Field } from "../../shell/Field";
import { FormDialog } from "../../shell/FormDialog";
import { type ModuleTemplate, type OwnTemplate, useModuleTemplate } from "./queries";

interface PublishTemplateProps {
  readonly module: ModuleLine;
  readonly onClose: () => void;
}

/** Publishes an application as a template, or the next version of it; says what goes in and what does not. */
export function PublishTemplate({ module, onClose }: PublishTemplateProps): ReactNode {
  const { data, error, refetch } = useModuleTemplate(module.slug);
  if (data) return <TemplateForm module={module} known={data} onClose={onClose} />;
  return (
    <FormDialog
      title="Publish as a template"
      verb="Publish"
      isBusy={false}
      isReady={false}
      onSubmit={() => {}}
      onClose={onClose}
    >
      {error ? <LoadProblem error={error} onRetry={refetch} /> : <Skeleton className="h-40" />}
    </FormDialog>
  );
}

interface TemplateFormProps extends PublishTemplateProps {
  readonly known: ModuleTemplate;
}

function TemplateForm({ module, known: { template, contents }, onClose }: TemplateFormProps): ReactNode {
  const id = useId();
  const [name, setName] = useState(template?.name ?? module.name);
  const [description, setDescription] = useState(template?.about ?? "");
  const [notes, setNotes] = useState("");
  const [withRows, setWithRows] = useState(template?.with_rows ?? true);
  const publish = useModuleChange(
    () =>
      dataOf(
        api.POST("/api/v1/modules/{slug}/template", {
          params: { path: { slug: module.slug } },
          body: { name: name.trim(), description, notes, with_rows: withRows },
        }),
      ),
    (made: OwnTemplate) => {
      toast(`${made.name} is a template of your agency, version ${made.version}.`);
      onClose();
    },
  );
  return (
    <FormDialog
      title={template ? `Publish version ${template.version + 1} of the template` : "Publish as a template"}
      description={
        template
          ? "Applications that came from it are told, and take it over when their builders want to."
          : "Everybody who builds in your agency can begin from it."
      }
      verb={publish.isPending ? "Publishing…" : "Publish"}
      isBusy={publish.isPending}
      isReady={name.trim() !== ""}
      onSubmit={() => publish.mutate()}
      onClose={onClose}
    >
      <Field label="Name" value={name} onChange={({ target }) => setName(target.value)} maxLength={160} required />
      <Words id={`${id}-about`} label="What is it for?" value={description} onChange={setDescription} />
      {template && <Words id={`${id}-notes`} label="What is new?" value={notes} onChange={setNotes} />}
      <div className="flex items-start gap-2">
        <Checkbox id={`${id}-rows`} checked={withRows} onCheckedChange={(checked) => setWithRows(checked === true)} />
        <label htmlFor={`${id}-rows`} className="grid">
          Begin with made-up rows
          <span className="text-sm text-muted">
            They are invented each time. Rows of this application are never used.
          </span>
        </label>
      </div>
      <Contents contents={contents} />
      <Refusal error={publish.error} />
    </FormDialog>
  );
}

interface WordsProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Words({ id, label, value, onChange }: WordsProps): ReactNode {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <Textarea id={id} rows={2} value={value} maxLength={2000} onChange={({ target }) => onChange(target.value)} />
    </div>
  );
}

function Contents({ contents }: { readonly contents: ModuleTemplate["contents"] }): ReactNode {
  const { things, pages, roles, reports, files } = contents;
  const goes = [
    `Keeps ${things.join(", ")}`,
    `Pages: ${pages.join(", ")}`,
    `Roles and what each may do: ${roles.join(", ")}`,
    ...(reports.length > 0 ? [`Reports: ${reports.join(", ")}`] : []),
    "Looks and settings as they begin",
    ...(files.length > 0 ? [`Code that was written by hand: ${files.join(", ")}`] : []),
  ];
  const stays = [
    "Rows and their files",
    "People and who has which role",
    "Secrets, bots and cards",
    "What was said, and earlier revisions",
  ];
  return (
    <div className="template-contents">
      <Listed title="Goes in" items={goes} icon={<Check aria-hidden />} />
      <Listed title="Stays here" items={stays} icon={<X aria-hidden />} />
    </div>
  );
}

interface ListedProps {
  readonly title: string;
  readonly items: readonly string[];
  readonly icon: ReactNode;
}

function Listed({ title, items, icon }: ListedProps): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <ul>
        {items.map((item) => (
          <li key={item} dir="auto">
            {icon}
            <span>{item}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
