import type { BlockView, DashboardView } from "../../src/dashboards/types";

const AT = new Date(Date.now() - 30_000).toISOString();

/** A block of a test, live, with a table of cities. */
export function blockLine(id: string, more: Partial<BlockView> = {}): BlockView {
  return {
    id,
    dashboard_id: "d1",
    asked: "Cities of https://api.example.com/cities.json",
    title: `Cities ${id}`,
    card: {
      kind: "table",
      title: "Cities",
      explanation: "Where orders come from.",
      x: "",
      x_label: "",
      x_format: "text",
      columns: [{ key: "city", label: "City", format: "text" }],
      format: "number",
      unit: "",
      currency: "",
      better: "",
      empty: "",
      code: "",
    },
    state: "live",
    notice: "",
    progress: "",
    data: { value: { rows: [{ city: "Berlin" }] }, at: AT, expires_at: AT, is_stale: false },
    refresh: { kind: "interval", seconds: 900 },
    on_rows: false,
    next_refresh_at: null,
    is_refreshing: false,
    version: 2,
    author: "offline",
    reads: { reach: "listed", hosts: ["api.example.com"], modules: [], secrets: [] },
    cache_seconds: 900,
    heals: true,
    heal_after: 3,
    failures: 0,
    may_edit: true,
    suggestions: [],
    created_at: AT,
    ...more,
  };
}

/** A dashboard of a test with these blocks side by side. */
export function dashboardOf(blocks: readonly BlockView[], more: Partial<DashboardView> = {}): DashboardView {
  const tiles = blocks.map(({ id }, place) => ({
    block: id,
    x: (place % 3) * 4,
    y: Math.floor(place / 3) * 4,
    w: 4,
    h: 4,
  }));
  return {
    id: "d1",
    name: "Today",
    visibility: "private",
    may_edit: true,
    owner: { id: "usr_1", name: "Ada Lovelace" },
    created_at: AT,
    updated_at: AT,
    layouts: { desktop: tiles, tablet: [], phone: [] },
    blocks: [...blocks],
    shares: [],
    confirmation: null,
    follow_after: 7,
    ...more,
  };
}
