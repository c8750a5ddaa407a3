import { type ApiError, Button, Dialog, IconButton, Notice, toast } from "@sayso/app-kit";
import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { api, dataOf, type Schemas } from "../../api/client";
import { useMay } from "../../api/me";
import { Refusal } from "../../shell/Asking";
import { Panel } from "../../shell/Panel";
import { keys, type ModuleLine, useModuleChange } from "../queries";
import { Losses } from "../revisions/PlanDialog";

type Suggestion = Schemas["SuggestionView"];
type Change = Schemas["ChangeView"];

interface SuggestionsProps {
  readonly module: ModuleLine;
}

/** Parts that applications of the same kind have and this one lacks; nothing where there are none. */
export function Suggestions({ module }: SuggestionsProps): ReactNode {
  const { slug } = module;
  const mayChange = useMay("modules:write") && module.status === "published" && !module.is_preview;
  const { data } = useQuery<readonly Suggestion[], ApiError>({
    queryKey: keys.of(slug, "suggestions"),
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET("/api/v1/modules/{slug}/suggestions", { params: { path: { slug } }, signal }))).items,
    enabled: mayChange,
  });
  if (!mayChange || !data?.length) return null;
  return (
    <Panel title="What similar applications have" lead="Added as a change that you see before it is published.">
      <ul className="rows" aria-label="Suggestions">
        {data.map((one) => (
          <SuggestionRow key={one.part} slug={slug} suggestion={one} />
        ))}
      </ul>
    </Panel>
  );
}

interface SuggestionRowProps {
  readonly slug: string;
  readonly suggestion: Suggestion;
}

function SuggestionRow({ slug, suggestion: { part, title, text, alike } }: SuggestionRowProps): ReactNode {
  const [change, setChange] = useState<Change | null>(null);
  const params = { path: { slug, part } };
  const add = useModuleChange(
    () => dataOf(api.POST("/api/v1/modules/{slug}/suggestions/{part}", { params })),
    setChange,
  );
  const dismiss = useModuleChange(
    () => dataOf(api.DELETE("/api/v1/modules/{slug}/suggestions/{part}", { params })),
    () => toast(`${title} will not be suggested here again.`),
  );
  return (
    <li className="row">
      <span className="row-link">
        <span className="grid min-w-0">
          <span>{text}</span>
          <span className="row-note">As {alike.join(", ")}</span>
          <Refusal error={add.error ?? dismiss.error} />
        </span>
      </span>
      <Button
        size="small"
        icon={<Plus aria-hidden />}
        busy={add.isPending}
        onClick={() => add.mutate()}
        aria-label={`Add ${title}`}
      >
        Add
      </Button>
      <IconButton label={`Do not suggest ${title} again`} onClick={() => dismiss.mutate()}>
        <X aria-hidden />
      </IconButton>
      {change && <AddPart slug={slug} title={title} change={change} onClose={() => setChange(null)} />}
    </li>
  );
}

interface AddPartProps {
  readonly slug: string;
  readonly title: string;
  readonly change: Change;
  readonly onClose: () => void;
}

/** What adding a part does; publishing it proves it first, as every change. */
function AddPart({ slug, title, change, onClose }: AddPartProps): ReactNode {
  const publish = useModuleChange(
    () =>
      dataOf(
        api.POST("/api/v1/modules/{slug}/changes/{change_id}/publish", {
          params: { path: { slug, change_id: change.id } },
          body: { confirmed: false, choices: {} },
        }),
      ),
    ({ module }) => {
      toast(`Published: ${module.name} ${module.version} is live.`);
      onClose();
    },
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Add ${title.toLowerCase()}?`}
      description="It is published at once, as a revision that can be undone."
      width="36rem"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={publish.isPending} onClick={() => publish.mutate()}>
            {publish.isPending ? "Publishing…" : `Add ${title.toLowerCase()}`}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <ul className="modules-list">
          {change.sentences.map((sentence) => (
            <li key={sentence} dir="auto">
              {sentence}
            </li>
          ))}
        </ul>
        {change.plan && <Losses plan={change.plan} />}
        {change.widens.length > 0 && (
          <Notice tone="warning" title="It lets somebody do or see more than now.">
            {change.widens.join(" ")}
          </Notice>
        )}
        <Refusal error={publish.error} />
      </div>
    </Dialog>
  );
}
