import type { Schemas } from "../api/client";

export type DashboardLine = Schemas["DashboardLine"];
export type DashboardView = Schemas["DashboardView"];
export type Layouts = Schemas["LayoutsView"];
export type Tile = Schemas["TileView"];
export type BlockView = Schemas["BlockView"];
export type SharedBlock = Schemas["SharedBlockView"];
export type SharedDashboard = Schemas["SharedDashboardView"];
export type BlockChange = Schemas["BlockChange"];
export type Timing = BlockView["refresh"];
export type VersionLine = Schemas["VersionLine"];
export type ShareView = Schemas["ShareView"];

/** A size of screen, which has a layout of its own. */
export type Size = keyof Layouts;
