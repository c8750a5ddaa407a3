import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { axe } from "../../../app-kit/tests/axe";
import { makeClient } from "../../src/api/me";
import { Shared } from "../../src/dashboards/shared/Shared";
import { problem } from "../sayso";
import { FakeEventSource } from "../workspace/fake-session";
import { blockLine, dashboardOf } from "./fake";

const { id, title, card, state, data, version } = blockLine("b1");
const SHOWN = {
  name: "Hallway",
  layouts: dashboardOf([blockLine("b1")]).layouts,
  blocks: [{ id, title, card, state, data, version }],
  expires_at: null,
  follow_after: 3,
};

let answer: () => unknown;
const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  FakeEventSource.all.length = 0;
  vi.stubGlobal("EventSource", FakeEventSource);
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push(new URL(request.url).pathname);
    const found = answer();
    return found instanceof Response ? found : Response.json(found);
  });
});

function open() {
  return render(
    <QueryClientProvider client={makeClient()}>
      <Shared token="secret" />
    </QueryClientProvider>,
  );
}

describe("a dashboard behind a link", () => {
  it("shows what is on it and nothing to change, and asks for nothing else", async () => {
    answer = () => SHOWN;
    const { container } = open();
    expect(await screen.findByRole("cell", { name: "Berlin" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /actions|Move or resize/ })).toBeNull();
    expect(new Set(asked)).toEqual(new Set(["/api/v1/shared/secret"]));
    expect(FakeEventSource.latest.url).toBe("/api/v1/shared/secret/events?after=3");
    expect(await axe(container)).toEqual([]);
  });

  it("is live", async () => {
    answer = () => SHOWN;
    open();
    await screen.findByRole("cell", { name: "Berlin" });
    const value = { rows: [{ city: "Graz" }] };
    answer = () => ({ ...SHOWN, blocks: [{ ...SHOWN.blocks[0], data: { ...data, value } }] });
    await FakeEventSource.latest.tell(4, "block", { block: "b1" });
    expect(await screen.findByRole("cell", { name: "Graz" })).toBeTruthy();
  });

  it("ends with a word when the link is withdrawn", async () => {
    answer = () => SHOWN;
    open();
    await screen.findByRole("cell", { name: "Berlin" });
    answer = () => problem(404, "There is no such link.");
    FakeEventSource.latest.refuse();
    expect(await screen.findByText("This link does not work any more")).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole("cell", { name: "Berlin" })).toBeNull());
    expect(FakeEventSource.all.every((source) => source.readyState === FakeEventSource.CLOSED)).toBe(true);
  });
});
