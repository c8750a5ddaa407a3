/** The tabs of the workspace, as addresses name them. */
export type TabName = "preview" | "data" | "pages" | "flow" | "permissions" | "reports" | "code" | "history" | "review";
