import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { MemoryApi } from "../dev/data-api";
import { salon } from "../dev/salon";
import { sampleApi } from "../dev/sample";
import { Application } from "../src";
import { axe } from "./axe";

/** The salon in a page, at an address, with its data in memory. */
export async function openSalon(address: string, { rows = 25, api = sampleApi(rows), app = salon } = {}) {
  history.replaceState(null, "", address);
  globalThis.fetch = api.fetch;
  const user = userEvent.setup();
  const view = render(<Application app={app} />);
  await screen.findByRole("navigation", { name: "Pages" });
  return { user, api, view, problems: () => axe(view.baseElement) };
}

/** The rows an entity has in the salon's memory. */
export function rowsOf(api: MemoryApi, entity: string): readonly Readonly<Record<string, unknown>>[] {
  return api.tables.get(entity) ?? [];
}
