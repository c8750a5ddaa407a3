import type { ModuleLine } from "./queries";

/** In which state modules are listed; previews are modules beside others. */
export type StateFilter = "all" | "published" | "draft" | "archived" | "preview";

export const STATES: readonly { readonly value: StateFilter; readonly label: string }[] = [
  { value: "all", label: "All" },
  { value: "published", label: "Published" },
  { value: "draft", label: "Drafts" },
  { value: "archived", label: "Archived" },
  { value: "preview", label: "Previews" },
];

/** The modules of a state whose name or address has these words. */
export function narrowed(modules: readonly ModuleLine[], state: StateFilter, q: string): readonly ModuleLine[] {
  const words = q.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return modules.filter((module) => {
    const said = `${module.name} ${module.slug}`.toLocaleLowerCase();
    return isIn(module, state) && words.every((word) => said.includes(word));
  });
}

function isIn({ status, is_preview }: ModuleLine, state: StateFilter): boolean {
  if (state === "all") return true;
  if (state === "preview") return is_preview;
  return !is_preview && status === state;
}
