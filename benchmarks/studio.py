"""Studio in a real browser: what its first screen loads, and how soon a session with 40 entities answers.

Each interaction is timed as people feel it: from the input to the next paint, by the browser's own event
timing (the longest entry of an interaction, to 8 ms; what is faster than 16 ms has no entry and counts as
that). Typing in an empty session is the control of the same run. ``SAYSO_TEST_STUDIO`` names another build
than studio/dist.
"""

import asyncio
import gzip
import os
import statistics
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, Locator, Page, Response, async_playwright
from tests.e2e.studio.desk import Studio, newcomer
from tests.support.processes import Machine, open_folder

from benchmarks.synthetic import synthetic_spec
from sayso.main.local import RunningServer

ENTITIES = 40
ROUNDS = 12
TABS = ("Data", "Pages", "Flow", "Permissions")
WANTED_KB = 250.0
WANTED_MS = 200.0
FASTEST_MS = 16.0
SETTLING_MS = 150
SIZE = {"width": 1440, "height": 900}
OPEN = {f"SAYSO_LIMIT_{name}": "off" for name in ("SIGN_IN", "SIGN_IN_ACCOUNT", "CALLS", "GENERATION")}
_ENGLISH = "en-GB"
_WATCH = """
window.interactions = new Map();
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.interactionId) continue;
    const longest = window.interactions.get(entry.interactionId) ?? 0;
    window.interactions.set(entry.interactionId, Math.max(longest, entry.duration));
  }
}).observe({ type: "event", durationThreshold: 16, buffered: true });
"""
_TAKE = """() => {
  const found = [...window.interactions.values()];
  window.interactions.clear();
  return found;
}"""

Act = Callable[[], Awaitable[None]]


@dataclass
class Watched:
    """A page whose interactions are timed, by what they were."""

    page: Page
    taken: dict[str, list[float]] = field(default_factory=dict)

    async def time(self, name: str, act: Act) -> None:
        """Do something and note how long its slowest interaction took to be seen."""
        await self.page.evaluate(_TAKE)
        await act()
        await self.page.wait_for_timeout(SETTLING_MS)
        found: list[float] = await self.page.evaluate(_TAKE)
        self.taken.setdefault(name, []).append(max([FASTEST_MS, *found]))

    async def settled(self) -> None:
        """Wait until nothing is loaded any more, so that only the interaction counts."""
        await self.page.wait_for_load_state("networkidle")
        await self.page.wait_for_timeout(SETTLING_MS)


def main() -> None:
    """Prints the size of the first screen, then each interaction's p50, p75 and worst beside the control."""
    print(f"load of this machine: {os.getloadavg()[0]:.1f} over {os.cpu_count()} processors")
    with open_folder() as home, Machine(home, **OPEN).serving() as server:
        asyncio.run(_measure(server))


async def _measure(server: RunningServer) -> None:
    email = newcomer(server)
    full = _begin(server, {"spec": synthetic_spec(ENTITIES).to_json()})
    empty = _begin(server, {"name": "Empty"})
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-background-networking"]
        )
        scripts, styles = await _first_load(browser, server, email)
        print(
            f"home screen: {scripts:.0f} KB of scripts, {styles:.0f} KB of styles, compressed"
            f" (wanted: scripts of {WANTED_KB:.0f} KB at most)"
        )
        control = await _control(browser, server, email, empty)
        taken = await _session(browser, server, email, full)
        await browser.close()
    _print(control, taken)


def _begin(server: RunningServer, body: Mapping[str, Any]) -> str:
    begun = server.call("POST", "/api/v1/sessions", {"feedback_seconds": 0, **body})
    return str(begun["session"]["id"])


async def _open(browser: Browser, server: RunningServer, email: str) -> Studio:
    context = await browser.new_context(viewport=SIZE, locale=_ENGLISH, reduced_motion="reduce")
    await context.add_init_script(_WATCH)
    return await Studio.of(context, server, email)


async def _first_load(browser: Browser, server: RunningServer, email: str) -> tuple[float, float]:
    """Kilobytes of scripts and of styles that the home screen loads, as a server sends them compressed."""
    studio = await _open(browser, server, email)
    seen: dict[str, Response] = {}
    studio.page.on("response", lambda response: seen.setdefault(response.url, response))
    await studio.go("/")
    await studio.page.wait_for_load_state("networkidle")
    sizes = {".js": 0.0, ".css": 0.0}
    for url, response in seen.items():
        suffix = Path(urlsplit(url).path).suffix
        if suffix in sizes:
            sizes[suffix] += len(gzip.compress(await response.body(), 9)) / 1024
    await studio.page.context.close()
    return sizes[".js"], sizes[".css"]


async def _control(browser: Browser, server: RunningServer, email: str, session: str) -> list[float]:
    studio = await _open(browser, server, email)
    await studio.page.goto(f"{studio.base}/sessions/{session}/preview")
    watched = Watched(studio.page)
    composer = _composer(studio.page)
    await composer.wait_for()
    await composer.click()
    await watched.settled()
    for _ in range(ROUNDS):
        await watched.time("typing", lambda: studio.page.keyboard.press("a"))
    await studio.page.context.close()
    return watched.taken["typing"]


async def _session(
    browser: Browser, server: RunningServer, email: str, session: str
) -> dict[str, list[float]]:
    studio = await _open(browser, server, email)
    page = studio.page
    watched = Watched(page)
    await page.goto(f"{studio.base}/sessions/{session}/data")
    await _nodes(page).first.wait_for(timeout=60_000)
    await watched.settled()
    await _type(watched)
    await _switch(watched)
    await _diagram(watched)
    await _label(watched)
    await _matrix(watched)
    await page.context.close()
    return watched.taken


async def _type(watched: Watched) -> None:
    await _composer(watched.page).click()
    for _ in range(ROUNDS):
        await watched.time("typing in the composer", lambda: watched.page.keyboard.press("a"))


async def _switch(watched: Watched) -> None:
    """Tabs that a window of this width shows; each once before, so that no script is loaded meanwhile."""
    for name in TABS:
        await watched.page.get_by_role("tab", name=name).click()
        await watched.settled()
    for name in TABS * 3:
        await watched.time("switching tabs", watched.page.get_by_role("tab", name=name).click)
        await watched.settled()


async def _diagram(watched: Watched) -> None:
    page = watched.page
    await page.get_by_role("tab", name="Data").click()
    await _nodes(page).first.wait_for()
    await watched.settled()
    for number in range(ROUNDS):
        node = await _in_sight(page, number)
        await watched.time("selecting an entity in the diagram", _click(node))
    for number in range(ROUNDS):
        node = await _in_sight(page, number)
        await watched.time("dragging a node", lambda node=node: _drag(page, node))  # type: ignore[misc]


async def _label(watched: Watched) -> None:
    """Typing in the label of a part of the chosen entity, whose panel is open."""
    page = watched.page
    await _click(await _in_sight(page, 0))()
    label = page.locator(".data-panel input[aria-label^='Label of']").first
    await label.click()
    for _ in range(ROUNDS):
        await watched.time("editing a label", lambda: page.keyboard.press("a"))
    await page.keyboard.press("Escape")


async def _matrix(watched: Watched) -> None:
    page = watched.page
    await page.get_by_role("tab", name="Permissions").click()
    cells = page.get_by_role("grid", name="Permissions").locator("[data-cell]")
    await cells.first.wait_for()
    await watched.settled()
    for number in range(ROUNDS):
        await watched.time("opening a cell of the permission matrix", cells.nth(number).click)
        await watched.time("closing it again", lambda: page.keyboard.press("Escape"))


def _composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message")


def _nodes(page: Page) -> Locator:
    return _diagram_of(page).locator(".react-flow__node")


def _diagram_of(page: Page) -> Locator:
    """The diagram of the data; tabs that were opened stay, and that of the flow has one of its own."""
    return page.get_by_role("region", name="Diagram of entities")


async def _in_sight(page: Page, number: int) -> Locator:
    """One of the nodes whose head can be clicked."""
    pane = await _diagram_of(page).bounding_box()
    seen: list[Locator] = []
    for node in await _nodes(page).all():
        box = await node.bounding_box()
        if box and pane and _holds(pane, box["x"] + 20, box["y"] + 8):
            seen.append(node)
    if not seen:
        raise SystemExit("No entity of the diagram is in sight.")
    return seen[number % len(seen)]


def _holds(pane: Mapping[str, float], x: float, y: float) -> bool:
    """Whether a point lies in the diagram and below nothing that stands at its edges."""
    across = pane["x"] < x < pane["x"] + pane["width"] - 20
    return across and pane["y"] + 10 < y < pane["y"] + pane["height"] - 60


def _click(node: Locator) -> Act:
    async def click() -> None:
        await node.click(position={"x": 20, "y": 8})

    return click


async def _drag(page: Page, node: Locator) -> None:
    box = await node.bounding_box()
    if box is None:
        return
    x, y = box["x"] + 20, box["y"] + 8
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 30, y + 20, steps=6)
    await page.mouse.up()


def _print(control: list[float], taken: Mapping[str, list[float]]) -> None:
    middle = statistics.median(control)
    print(f"input to next paint, {ENTITIES} entities (wanted: {WANTED_MS:.0f} ms at most)")
    print(f"{'':42}{'p50':>8}{'p75':>8}{'worst':>8}   beside the control")
    for name, found in {"control: typing in an empty session": control, **taken}.items():
        marks = statistics.quantiles(found, n=4) if len(found) > 1 else found * 3
        print(
            f"{name:42}{marks[1]:8.0f}{marks[2]:8.0f}{max(found):8.0f}"
            f"   {statistics.median(found) / middle:.1f} x"
        )


if __name__ == "__main__":
    main()
