"""One person's way from the printed link to an application in use, and its second revision."""

import asyncio
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from playwright.async_api import Error as PlaywrightError

from sayso.main.local import RunningServer
from tests.e2e.application import DESK
from tests.support.processes import Machine, ended, open_folder

SALON = (
    "A hair salon. Clients have a name and a phone. Stylists have a name. An appointment has a client, "
    "a stylist and a start, and is booked, done or cancelled. I want to see the appointments per stylist."
)
MARK = "/* our own words */"


@pytest.fixture
def machine() -> Iterator[Machine]:
    """An empty home."""
    with open_folder() as home:
        yield Machine(home)


@pytest.fixture
def server(machine: Machine) -> Iterator[RunningServer]:
    """Sayso, started for the first time."""
    with machine.serving() as running:
        yield running


@pytest.mark.rotating(2, of="journeys in Studio")
async def test_from_the_printed_link_to_a_second_revision(
    browser: Browser, machine: Machine, server: RunningServer
) -> None:
    context = await browser.new_context(viewport=DESK, locale="en-GB", reduced_motion="reduce")
    page = await context.new_page()
    page.set_default_timeout(60_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    link = (await asyncio.to_thread(machine.sayso, "open")).stdout.strip()

    await page.goto(link)
    need = page.get_by_role("textbox", name="What do you need?")
    await need.fill(SALON)
    await need.press("Enter")

    await page.wait_for_url(re.compile("/sessions/"))
    path = f"/api/v1/sessions/{_session_of(page)}"

    def call(method: str, rest: str = "", body: Any = None) -> Any:
        return server.call(method, path + rest, body)

    await _answers_a_question(page)
    await _renames_and_takes_it_back(page, call)
    await _moves_a_part_of_a_page(page, call)
    await _edits_a_file_that_is_generated_again(page, call)
    await _publishes(page, "1.0.0")
    await _books(page, "Ada Lovelace")

    await _says(page, "add a loyalty number to clients")
    await _publishes(page, "1.1.0")

    module = call("GET")["module"]
    rows = server.call("GET", f"/api/v1/modules/{module['slug']}/data/clients")["items"]
    assert [(row["name"], row["loyalty_number"]) for row in rows] == [("Ada Lovelace", None)]
    assert faults == []
    await context.close()


@pytest.mark.deep
async def test_a_server_that_is_killed_in_the_middle_of_a_turn_loses_nothing(
    browser: Browser, machine: Machine
) -> None:
    context = await browser.new_context(viewport=DESK, locale="en-GB", reduced_motion="reduce")
    page = await context.new_page()
    page.set_default_timeout(60_000)
    process = await asyncio.to_thread(machine.start, "serve")
    try:
        server = await asyncio.to_thread(machine.ready, process)
        await page.goto((await asyncio.to_thread(machine.sayso, "open")).stdout.strip())
        await page.get_by_role("textbox", name="What do you need?").wait_for()
        slow = {"text": SALON, "feedback_seconds": 60}
        begun = await asyncio.to_thread(server.call, "POST", "/api/v1/sessions", slow)
        await page.goto(f"http://localhost:{machine.port}/sessions/{begun['session']['id']}")
        await page.get_by_role("button", name="Show the rest").wait_for(timeout=60_000)
        await _conversation(page).get_by_role("textbox", name="Message").fill("add a birthday to clients")
    finally:
        await asyncio.to_thread(ended, process, signal.SIGKILL)
    lost = page.get_by_text(re.compile("The connection (is|was) lost|cannot be reached just now"))
    await expect(lost.first).to_be_visible(timeout=30_000)

    with machine.serving() as server:
        await _is_at_rest(page, _conversation(page).get_by_role("article", name="Reply"), 1)
        await expect(lost).to_have_count(0)
        composer = _conversation(page).get_by_role("textbox", name="Message")
        await expect(composer).to_have_value("add a birthday to clients")
        path = f"/api/v1/sessions/{_session_of(page)}"
        said = server.call("GET", f"{path}/messages")["items"]
        assert [one["role"] for one in said] == ["assistant", "user"]
        entities = {one["name"] for one in server.call("GET", f"{path}/spec")["entities"]}
        assert {"client", "stylist", "appointment"} <= entities
        await context.close()


def _session_of(page: Page) -> str:
    found = re.search(r"/sessions/([0-9a-f-]+)", page.url)
    assert found is not None
    return found[1]


async def _says(page: Page, text: str) -> None:
    """Say something, and wait for the reply to it."""
    replies = _conversation(page).get_by_role("article", name="Reply")
    before = await replies.count()
    composer = _conversation(page).get_by_role("textbox", name="Message")
    await composer.fill(text)
    await composer.press("Enter")
    await _is_at_rest(page, replies, before + 1)


async def _is_at_rest(page: Page, replies: Locator, count: int) -> None:
    """Wait for the reply; of the components that are shown one after the other, ask for all at once."""
    rest = page.get_by_role("button", name="Show the rest")
    async with asyncio.timeout(60):
        while await replies.count() < count or await _worked_on(page).count():
            if await rest.is_visible():
                with suppress(PlaywrightError):  # gone by itself meanwhile
                    await rest.click(timeout=2_000)
            await asyncio.sleep(0.2)


def _worked_on(page: Page) -> Locator:
    return page.get_by_role("article", name="What is being worked on")


def _conversation(page: Page) -> Locator:
    return page.get_by_role("region", name="Conversation")


async def _answers_a_question(page: Page) -> None:
    questions = _conversation(page).get_by_role("form", name="Questions")
    replies = _conversation(page).get_by_role("article", name="Reply")
    await _is_at_rest(page, replies, 1)
    await questions.get_by_role("button", name="One administrator, the others only read").click()
    await _is_at_rest(page, replies, 2)
    await page.get_by_role("tab", name="Permissions").click()
    await expect(page.get_by_role("columnheader", name=re.compile("Administrator"))).to_be_visible()


async def _renames_and_takes_it_back(page: Page, call: Any) -> None:
    await _says(page, "rename phone to mobile on clients")
    assert "mobile" in _fields(call, "client")
    await page.get_by_role("button", name="Undo", exact=True).first.click()
    await expect(page.get_by_text("Undone.")).to_be_visible()
    assert "phone" in _fields(call, "client")


def _fields(call: Any, entity: str) -> list[str]:
    entities = {one["name"]: one for one in call("GET", "/spec")["entities"]}
    return [field["name"] for field in entities[entity]["fields"]]


async def _moves_a_part_of_a_page(page: Page, call: Any) -> None:
    """Drag the second part of the start page above the first."""
    await page.get_by_role("tab", name="Pages").click()
    parts = page.get_by_role("region", name=re.compile("^Layout of")).locator('[data-kind="slot"]')
    await parts.nth(1).wait_for()
    before = _order(call)
    moved, first = await parts.nth(1).bounding_box(), await parts.first.bounding_box()
    assert moved
    assert first
    await page.mouse.move(moved["x"] + 30, moved["y"] + 8)
    await page.mouse.down()
    await page.mouse.move(moved["x"], moved["y"] - 20, steps=4)
    await page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 6, steps=8)
    await page.mouse.up()
    await _until(lambda: _order(call) != before)
    assert _order(call)[:2] == [before[1], before[0]]
    assert sorted(_order(call)) == sorted(before), "no part is lost"


async def _until(is_so: Callable[[], bool]) -> None:
    """Wait until the API says so."""
    async with asyncio.timeout(60):
        while True:
            if is_so():
                return
            await asyncio.sleep(0.1)


def _order(call: Any) -> list[str]:
    """The components of the start page in the order of its layout."""

    def names(part: dict[str, Any]) -> list[str]:
        own = [part["component"]] if part.get("component") else []
        return own + [name for child in part.get("children", []) for name in names(child)]

    return names(call("GET", "/spec")["pages"][0]["layout"])


async def _edits_a_file_that_is_generated_again(page: Page, call: Any) -> None:
    await page.get_by_role("tab", name="Code").click()
    await page.get_by_role("searchbox", name="Filter files").fill("ClientTable")
    await page.get_by_role("treeitem", name=re.compile("ClientTable.tsx")).click()
    editor = page.get_by_role("textbox", name=re.compile("ClientTable.tsx"))
    await editor.click()
    await page.keyboard.press("Control+Home")
    await page.keyboard.type(f"{MARK}\n")
    await page.keyboard.press("Control+s")
    file = "/files/src/components/ClientTable.tsx"
    await _until(lambda: MARK in call("GET", file)["text"])
    generated = call("GET", file)["generated"]

    await _says(page, "add a birthday to clients")

    written = call("GET", file)
    assert written["text"].startswith(MARK)
    assert written["generated"] != generated
    assert "birthday" in written["text"]


async def _publishes(page: Page, version: str) -> None:
    await page.get_by_role("tab", name="Review", exact=True).click()
    await (
        page.get_by_role("tabpanel", name="Review", exact=True)
        .get_by_role("button", name="Publish", exact=True)
        .click()
    )
    live = page.get_by_role("heading", name=re.compile(rf"{re.escape(version)} is live"))
    await expect(live).to_be_visible(timeout=90_000)


async def _books(page: Page, name: str) -> None:
    """Open the application and add a client there."""
    async with page.expect_popup() as opened:
        await page.get_by_role("link", name=re.compile("^Open .* in a new tab")).first.click()
    app = await opened.value
    await app.get_by_role("link", name=re.compile("Clients")).click()
    await app.get_by_role("button", name="Add client").first.click()
    await app.get_by_role("textbox", name="Name").fill(name)
    await app.get_by_role("button", name=re.compile("^(Add|Save)")).last.click()
    await expect(app.get_by_role("link", name=name)).to_be_visible()
    await app.close()
