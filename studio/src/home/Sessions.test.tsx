import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { type Call, openStudio, problem, sessionLine } from "../../tests/sayso";

const two = [sessionLine("s1", "Bikes"), sessionLine("s2", "Salon", { status: "complete", has_module: true })];

async function openList(address = "/sessions", answers = {}) {
  const studio = openStudio(address, { "GET /sessions": { items: two, next_cursor: null }, ...answers });
  const list = await screen.findByRole("list", { name: "Sessions" });
  return { ...studio, list };
}

async function choose(user: Awaited<ReturnType<typeof openList>>["user"], name: string, action: string) {
  await user.click(screen.getByRole("button", { name: `${name}, actions` }));
  await user.click(await screen.findByRole("menuitem", { name: action }));
  return screen.findByRole("dialog");
}

describe("the list of sessions", () => {
  it("asks for what the address says, and writes what is chosen into it", async () => {
    const { user, calls, problems } = await openList("/sessions?status=failed&q=bike");
    const lists = () => calls.filter(({ path, query }) => path === "/sessions" && query.get("limit") === "30");
    expect(lists()[0]?.query.get("status")).toBe("failed");
    expect(lists()[0]?.query.get("q")).toBe("bike");
    expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("bike");
    await user.selectOptions(screen.getByRole("combobox", { name: "Status" }), "To review");
    await waitFor(() => expect(location.search).toBe("?status=reviewing&q=bike"));
    await user.clear(screen.getByRole("searchbox"));
    await waitFor(() => expect(location.search).toBe("?status=reviewing"));
    await waitFor(() => expect(lists().at(-1)?.query.get("q")).toBeNull());
    expect(await problems()).toEqual([]);
  });

  it("offers to show all where nothing is like that", async () => {
    const { user } = openStudio("/sessions?q=nothing");
    await user.click(await screen.findByRole("button", { name: "Show all sessions" }));
    await waitFor(() => expect(location.search).toBe(""));
    expect(await screen.findByText("No sessions yet")).toBeTruthy();
  });

  it("shows more at the end, part by part", async () => {
    const { user, calls } = await openList("/sessions", {
      "GET /sessions": ({ query }: Call) =>
        query.get("cursor") === "behind"
          ? { items: [sessionLine("s3", "Third")], next_cursor: null }
          : { items: two, next_cursor: query.get("limit") === "30" ? "behind" : null },
    });
    await user.click(screen.getByRole("button", { name: "Show more" }));
    expect(await screen.findByRole("link", { name: "Third" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
    expect(calls.some(({ query }) => query.get("cursor") === "behind")).toBe(true);
  });

  it("moves from one to the next with the arrow keys", async () => {
    const { user } = await openList();
    screen.getByRole("link", { name: "Bikes" }).focus();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(screen.getByRole("link", { name: "Salon" }));
    await user.keyboard("{ArrowDown}{ArrowUp}");
    expect(document.activeElement).toBe(screen.getByRole("link", { name: "Bikes" }));
  });

  it("renames, and keeps the form as it is where that is refused", async () => {
    const { user, answer, sent } = await openList("/sessions", {
      "PATCH /sessions/s1": problem(409, "This session was removed."),
    });
    const dialog = await choose(user, "Bikes", "Rename");
    const name = within(dialog).getByRole<HTMLInputElement>("textbox", { name: "Name" });
    await user.clear(name);
    await user.type(name, "Bicycles{Enter}");
    expect(await within(dialog).findByText("This session was removed.")).toBeTruthy();
    expect(name.value).toBe("Bicycles");
    answer({ "PATCH /sessions/s1": sessionLine("s1", "Bicycles") });
    await user.click(within(dialog).getByRole("button", { name: "Rename" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent("PATCH", "/sessions/s1").at(-1)?.body).toEqual({ name: "Bicycles" });
  });

  it("asks before it deletes, and says that the module stays", async () => {
    const { user, sent } = await openList("/sessions", { "DELETE /sessions/s2": null });
    const dialog = await choose(user, "Salon", "Delete");
    expect(within(dialog).getByText(/The module that came of it stays/)).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: "Keep it" }));
    expect(sent("DELETE", "/sessions/s2")).toEqual([]);
    const again = await choose(user, "Salon", "Delete");
    await user.click(within(again).getByRole("button", { name: "Delete session" }));
    await waitFor(() => expect(sent("DELETE", "/sessions/s2").length).toBe(1));
  });

  it("cancels what is not complete, and nothing else", async () => {
    const { user, sent } = await openList("/sessions", {
      "POST /sessions/s1/cancel": sessionLine("s1", "Bikes", { status: "cancelled" }),
    });
    const dialog = await choose(user, "Bikes", "Cancel");
    await user.click(within(dialog).getByRole("button", { name: "Cancel session" }));
    await waitFor(() => expect(sent("POST", "/sessions/s1/cancel").length).toBe(1));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.click(screen.getByRole("button", { name: "Salon, actions" }));
    expect(screen.queryByRole("menuitem", { name: "Cancel" })).toBeNull();
  });

  it("says what went wrong where it cannot be loaded, and tries again", async () => {
    const { user, answer } = openStudio("/sessions", { "GET /sessions": problem(403, "This is not for you.") });
    expect(await screen.findByText("This is not for you.")).toBeTruthy();
    answer({ "GET /sessions": { items: two, next_cursor: null } });
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("link", { name: "Bikes" })).toBeTruthy();
  });
});
