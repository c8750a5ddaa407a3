export { problem } from "./answers";
export { DataApi, type DataApiOptions, type MemorySession } from "./api";
export type { Measure, Model, ReportModel, Stored } from "./model";
export { rows } from "./rows";
export type { Setting } from "./settings";
