// Every page draws itself while there is nothing to show yet. From the pages of the spec.
import { render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { App } from "./app";

const pages = [
  {
    title: 'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
    path: "/",
    role: "librarian",
  },
  { title: "Staff", path: "/staff/all", role: "librarian" },
  { title: "Classes", path: "/classes", role: "librarian" },
];

const session = (role: string) => ({
  member: { id: "1", name: "Ada", email: "ada@example.org" },
  role: { name: role, label: role },
  roles: [],
  site: { id: "1", name: "Test" },
  module: { slug: "test", name: "Test" },
  settings: {},
});

function answerTo(address: string, role: string): object {
  if (address.startsWith("/api/session")) return session(role);
  if (address.startsWith("/api/reports/")) {
    return { name: "", title: "", chart: "table", columns: [], rows: [] };
  }
  return { items: [], page: { page: 1, page_size: 20, total: 0, next_cursor: null } };
}

afterEach(() => {
  document.title = "";
  vi.unstubAllGlobals();
});

test.each(pages)("$title is shown", async ({ title, path, role }) => {
  vi.stubGlobal("fetch", async (address: string) => Response.json(answerTo(address, role)));
  window.history.replaceState(null, "", path);

  render(<App />);

  await waitFor(() => expect(document.title).toContain(title));
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(title);
  expect(screen.queryByText("This part could not be shown")).toBeNull();
});
