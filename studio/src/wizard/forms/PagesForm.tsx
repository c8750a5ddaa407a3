import { Input } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { free, sentence, snake } from "../../spec/names";
import { useForms, useShape } from "../context";
import { rolesIn } from "../known";
import { renamePage } from "../renaming";
import type { PagePart } from "../shapes";
import { Cell } from "./Cell";
import { ComponentRows } from "./ComponentRows";
import { NamedInput, PickSeveral } from "./controls";
import { settledName } from "./naming";
import { Rows } from "./Rows";

const STEP = "pages";

/** The screens, and what is on each. */
export function PagesForm(): ReactNode {
  const [shape, set] = useShape(STEP);
  return (
    <Rows
      className="wizard-cards"
      items={shape.pages}
      onItems={(pages) => set({ ...shape, pages })}
      nameOf={(page) => page.title || sentence(page.name)}
      add="Add a page"
      make={() => newPage(shape.pages)}
    >
      {(page, change, at) => <PageFields page={page} onPage={change} at={at} />}
    </Rows>
  );
}

interface PageFieldsProps {
  readonly page: PagePart;
  readonly onPage: (page: PagePart) => void;
  readonly at: number;
}

function PageFields({ page, onPage, at }: PageFieldsProps): ReactNode {
  const { shapes, change } = useForms();
  const place = `pages.${at}`;
  const settle = () => {
    const others = shapes.pages?.pages.map(({ name }) => name) ?? [];
    const name = settledName(page.name, page.title ?? "", "page", others);
    if (name !== page.name) change(STEP, (known) => renamePage(known, page.name, name));
  };
  return (
    <>
      <div className="wizard-grid wizard-grid-page">
        <Cell step={STEP} label="Page" at={[`${place}.name`, `${place}.title`]} className="wizard-title">
          {(identity) => (
            <NamedInput
              {...identity}
              value={page.title ?? sentence(page.name)}
              onValue={(title) => onPage({ ...page, title })}
              onSettle={settle}
            />
          )}
        </Cell>
        <Cell step={STEP} label="Address" at={[`${place}.path`]} className="wizard-own-label">
          {(identity) => (
            <Input
              {...identity}
              value={page.path ?? ""}
              placeholder={`/${snake(page.name).replaceAll("_", "-")}`}
              onChange={(event) => onPage({ ...page, path: pathFrom(event.target.value) })}
            />
          )}
        </Cell>
        <Cell step={STEP} label="Seen by" at={[`${place}.roles`]} className="wizard-own-label">
          {(identity) => (
            <PickSeveral
              {...identity}
              values={page.roles}
              choices={rolesIn(shapes)}
              placeholder="Everybody"
              onValues={(roles) => onPage({ ...page, roles })}
            />
          )}
        </Cell>
      </div>
      <Cell step={STEP} label="What it is for" at={[`${place}.purpose`]} className="wizard-own-label">
        {(identity) => (
          <Input
            {...identity}
            value={page.purpose}
            placeholder="A sentence, if you like"
            onChange={(event) => onPage({ ...page, purpose: event.target.value })}
          />
        )}
      </Cell>
      <ComponentRows page={page} onPage={onPage} at={at} />
    </>
  );
}

/** An address as it is typed; "/" is where the application opens. */
function pathFrom(text: string): string {
  const path = text
    .toLowerCase()
    .replace(/[^a-z0-9/-]+/g, "-")
    .replace(/\/{2,}/g, "/");
  return path === "" || path.startsWith("/") ? path : `/${path}`;
}

function newPage(pages: readonly PagePart[]): PagePart {
  const name = free(
    "page",
    pages.map((each) => each.name),
  );
  const isFirst = !pages.some(({ path }) => path === "/");
  return { name, title: "", ...(isFirst ? { path: "/" } : {}), purpose: "", roles: [], components: [] };
}
