import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openStudio } from "../sayso";
import { FakeEventSource } from "../workspace/fake-session";
import { AT } from "./fake";

beforeEach(() => {
  FakeEventSource.all.length = 0;
  vi.stubGlobal("EventSource", FakeEventSource);
});

const notice = (id: string, title: string, more = {}) => ({
  id,
  level: "info",
  title,
  text: "",
  link: "",
  about: null,
  created_at: AT,
  read_at: null,
  ...more,
});
const ASKED = {
  id: "a1",
  run_id: "r1",
  bot_id: "b1",
  bot_name: "Watch the price",
  text: "Buy ten?",
  asked_at: AT,
  decision: null,
  comment: "",
  decided_by: null,
  decided_at: null,
};

describe("the bell", () => {
  it("counts what is new, each thing once, and rings by itself", async () => {
    const waits = notice("n1", "Watch the price waits for you", { level: "warning", link: "/bots/b1/runs/r1" });
    const { user, answer, problems } = openStudio("/", {
      "GET /notices": { items: [waits, notice("n2", "The price is low")], next_cursor: null, unread: 2 },
      "GET /approvals": { items: [ASKED], next_cursor: null },
    });
    const bells = await screen.findAllByRole("button", { name: "Notices, 2 new" });
    answer({
      "GET /notices": {
        items: [notice("n3", "The price is high"), waits, notice("n2", "The price is low")],
        next_cursor: null,
        unread: 3,
      },
    });
    const stream = FakeEventSource.all.find(({ url }) => url.includes("/notices/events"));
    await stream?.tell(1, "notice", {});
    expect(await screen.findAllByRole("button", { name: "Notices, 3 new" })).toBeTruthy();
    await user.click(bells[0] as HTMLElement);
    const list = await screen.findByRole("dialog", { name: "Notices" });
    expect(await within(list).findByText("Buy ten?")).toBeTruthy();
    expect(within(list).queryByText("Watch the price waits for you")).toBeNull();
    expect(await problems()).toEqual([]);
  });

  it("marks as read, one or all, and follows only paths of Studio", async () => {
    const items = [
      notice("n1", "Elsewhere", { link: "https://evil.example.com" }),
      notice("n2", "Sideways", { link: "//evil.example.com" }),
      notice("n3", "Here", { link: "/bots/b1" }),
    ];
    const { user, sent } = openStudio("/", {
      "GET /notices": { items, next_cursor: null, unread: 3 },
      "POST /notices/read": { unread: 2 },
    });
    await user.click((await screen.findAllByRole("button", { name: "Notices, 3 new" }))[0] as HTMLElement);
    const list = await screen.findByRole("dialog", { name: "Notices" });
    expect(within(list).getAllByRole("link")).toHaveLength(1);
    await user.click(within(list).getByRole("button", { name: "Mark “Elsewhere” as read" }));
    expect(sent("POST", "/notices/read")[0]?.body).toMatchObject({ ids: ["n1"] });
    await user.click(within(list).getByRole("button", { name: "Mark all as read" }));
    await waitFor(() => expect(sent("POST", "/notices/read")[1]?.body).toMatchObject({ all: true }));
  });
});
