import { relabelled } from "./edits/fields";
import { newId } from "./ids";
import { container } from "./layout/nodes";
import { nameFrom, snake } from "./names";
import type { AppSpec, Edit, Page } from "./types";

type PageValues = Extract<Edit, { op: "set"; kind: "page" }>["values"];

/** An empty page with this title; the first one stands where the application opens. */
export function addPage(spec: AppSpec, title: string): { readonly page: Page; readonly edits: Edit[] } {
  const name = nameFrom(
    title,
    "page",
    spec.pages.map((one) => one.name),
  );
  const isFirst = spec.pages.every(({ path }) => path !== "/");
  const page: Page = {
    id: newId("pag"),
    name,
    title,
    path: isFirst ? "/" : freePath(spec, name),
    description: "",
    icon: "file",
    roles: [],
    components: [],
    layout: container("column", []),
  };
  return { page, edits: [{ op: "add", kind: "page", element: page } as Edit] };
}

function freePath(spec: AppSpec, name: string): string {
  const taken = new Set(spec.pages.map(({ path }) => path));
  const wanted = `/${name.replaceAll("_", "-")}`;
  let path = wanted;
  for (let number = 2; taken.has(path); number += 1) path = `${wanted}-${number}`;
  return path;
}

/** Another title; the name follows where it said the same. */
export function renamePage(spec: AppSpec, page: Page, title: string): Edit[] {
  const taken = spec.pages.map(({ name }) => name);
  const { name, label } = relabelled({ name: page.name, label: page.title }, title, "page", taken);
  return [{ op: "rename", kind: "page", target: page.id, name, label }];
}

export function setPage(page: Page, values: PageValues): Edit[] {
  return [{ op: "set", kind: "page", target: page.id, values }];
}

export function movePage(page: Page, position: number): Edit[] {
  return [{ op: "move", kind: "page", target: page.id, position }];
}

/** A page with the components that only it shows. */
export function removePage(spec: AppSpec, page: Page): Edit[] {
  const elsewhere = new Set(spec.pages.flatMap(({ id, components }) => (id === page.id ? [] : components)));
  const own = spec.components.filter(({ name }) => page.components.includes(name) && !elsewhere.has(name));
  const gone: Edit[] = own.map(({ id }) => ({ op: "remove", kind: "component", target: id }));
  return [{ op: "remove", kind: "page", target: page.id }, ...gone];
}

/** What somebody typed as an address, in the form that pages have: `/new-clients`. */
export function pathFrom(text: string): string {
  const parts = text.split("/").map((part) => snake(part).replaceAll("_", "-"));
  return `/${parts.filter((part) => part !== "").join("/")}`;
}
