import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fittingIn } from "../../src/workspace/panes/use-fitting";
import { FakeEventSource, FakeSession, problem, SESSION, showWorkspace } from "./fake-session";

let server: FakeSession;
const narrow = globalThis.matchMedia;

beforeEach(() => {
  server = new FakeSession();
});
afterEach(() => {
  globalThis.matchMedia = narrow;
  vi.useRealTimers();
});

/** A window with room for the conversation beside the tabs. */
function widen(): void {
  globalThis.matchMedia = ((query: string) => ({ ...narrow(query), matches: query.includes("1024") })) as typeof narrow;
}

test("tabs are moved through by arrows, opened by Enter, and stand in the address", async () => {
  widen();
  const { user, router } = showWorkspace(`/sessions/${SESSION}/review`);
  const review = await screen.findByRole("tab", { name: "Review" });
  expect(review.getAttribute("aria-selected")).toBe("true");
  act(() => review.focus());
  await user.keyboard("{ArrowLeft}");
  expect(document.activeElement).toBe(screen.getByRole("tab", { name: "History" }));
  await user.keyboard("{Enter}");
  await waitFor(() => expect(router.state.location.pathname).toBe(`/sessions/${SESSION}/history`));
  expect(screen.getByRole("tabpanel", { name: "History" })).toBeTruthy();
});

test("each step leads to its place, and the present one is marked", async () => {
  const { user, router } = showWorkspace(`/sessions/${SESSION}/history`);
  expect((await screen.findByRole("link", { name: "Review" })).getAttribute("aria-current")).toBeTruthy();
  await user.click(screen.getByRole("link", { name: "Code" }));
  await waitFor(() => expect(router.state.location.pathname).toBe(`/sessions/${SESSION}/code`));
  const steps = screen.getByRole("navigation", { name: "Steps" });
  expect(steps.querySelectorAll("[aria-current]")).toHaveLength(1);
  expect(steps.querySelector("[aria-current]")?.textContent).toBe("Code");
});

test("undo and redo have keys, which texts keep for themselves", async () => {
  server.session = { ...server.session, can_undo: true, can_redo: true, revision: 2, content: 2 };
  const { user } = showWorkspace();
  await user.click(await screen.findByRole("textbox", { name: "Message" }));
  await user.keyboard("{Control>}z{/Control}");
  expect(server.called("POST", "/undo")).toHaveLength(0);
  act(() => (document.activeElement as HTMLElement).blur());
  await user.keyboard("{Control>}z{/Control}");
  await waitFor(() => expect(server.called("POST", "/undo")).toHaveLength(1));
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>("button", { name: "Redo" }).disabled).toBe(false));
  await user.keyboard("{Control>}{Shift>}z{/Shift}{/Control}");
  await waitFor(() => expect(server.called("POST", "/redo")).toHaveLength(1));
});

test("a session is renamed in place, and keeps its name when nothing is written", async () => {
  const { user } = showWorkspace();
  const name = await screen.findByRole<HTMLInputElement>("textbox", { name: "Name of this session" });
  await user.clear(name);
  await user.type(name, "Salon Nord{Enter}");
  await waitFor(() => expect(server.called("PATCH", SESSION)[0]?.body).toEqual({ name: "Salon Nord" }));
  await user.clear(name);
  act(() => name.blur());
  expect(name.value).toBe("Salon Nord");
  expect(server.called("PATCH", SESSION)).toHaveLength(1);
});

test("a stream that is refused is tried again from where it was, and words say so", async () => {
  showWorkspace();
  await screen.findByRole("textbox", { name: "Message" });
  const first = FakeEventSource.latest;
  await first.tell(31, "session", { name: "Hair salon" });
  first.refuse();
  expect(screen.getByText(/cannot be reached just now/)).toBeTruthy();
  await waitFor(() => expect(FakeEventSource.latest).not.toBe(first), { timeout: 3_000 });
  expect(FakeEventSource.latest.url).toContain("after=31");
  await waitFor(() => expect(screen.queryByText(/cannot be reached just now/)).toBeNull());
});

test("a page that is hidden for long gives its stream back, and takes it up again when it is seen", async () => {
  showWorkspace();
  await screen.findByRole("textbox", { name: "Message" });
  vi.useFakeTimers();
  const stream = FakeEventSource.latest;
  const hide = (isHidden: boolean) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: isHidden });
    act(() => void document.dispatchEvent(new Event("visibilitychange")));
  };
  hide(true);
  act(() => void vi.advanceTimersByTime(61_000));
  expect(stream.readyState).toBe(FakeEventSource.CLOSED);
  hide(false);
  expect(FakeEventSource.latest).not.toBe(stream);
});

test("a session that is deleted while it is open says so", async () => {
  showWorkspace();
  await screen.findByRole("textbox", { name: "Message" });
  server.refuse = ({ path }) => (path.includes("/sessions/") ? problem(404, "There is no such session.") : null);
  FakeEventSource.latest.refuse();
  expect(await screen.findByText("This session is not here")).toBeTruthy();
});

test("as many tabs are shown as fit, two at the least", () => {
  expect(fittingIn(2_000)).toBe(9);
  expect(fittingIn(600)).toBeLessThan(9);
  expect(fittingIn(600)).toBeGreaterThan(3);
  expect(fittingIn(100)).toBe(2);
});
