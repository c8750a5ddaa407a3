import { Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** What stands around every page. */
export function Frame(): ReactNode {
  return (
    <main id="content">
      <Outlet />
    </main>
  );
}
