"""Dashboards: blocks made from a sentence, arranged by hand, kept alive, and shown to others by a link."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.blocks.source import Source, open_source
from tests.e2e.studio.conftest import StudioOpener
from tests.e2e.studio.desk import Studio, serve_build
from tests.e2e.test_looks import AXE, faults_of

CITIES = [{"city": "Berlin", "orders": 12}, {"city": "Graz", "orders": 7}, {"city": "Wien", "orders": 9}]
BY_HAND = """def fetch_data(ctx):
    return [{"city": "Bonn", "orders": 3}]


def process_data(data):
    return {"rows": data}
"""
SOON = 45_000
"""A block is written, tried behind the walls, and drawn."""


@pytest.fixture
async def source() -> AsyncIterator[Source]:
    """Where the data of blocks is."""
    async with open_source() as found:
        found.say(CITIES)
        yield found


async def begin(studio: Studio, name: str = "Today at a glance") -> str:
    """An empty dashboard on screen; its id."""
    page = await studio.go("/dashboards")
    await page.get_by_role("button", name="New dashboard").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill(name)
    await dialog.get_by_role("button", name="Make it").click()
    await page.wait_for_url(re.compile(r"/dashboards/[0-9a-f-]{36}$"))
    return page.url.rsplit("/", 1)[1]


async def ask(page: Page, words: str) -> None:
    """Say what one wants to see, until it stands there."""
    before = await tiles(page).count()
    if await page.get_by_role("button", name="Add a block").is_visible():
        await page.get_by_role("button", name="Add a block").click()
    await page.get_by_role("textbox", name="What do you want to see?").fill(words)
    await page.get_by_role("button", name="Make it").click()
    await expect(tiles(page)).to_have_count(before + 1)


async def made(studio: Studio, source: Source, *endings: str) -> str:
    """A dashboard with a table for each of these words; its id."""
    dashboard = await begin(studio)
    for ending in endings or ("as a table",):
        await ask(studio.page, f"{source.address} {ending}")
    await expect(studio.page.get_by_role("cell", name="Berlin")).to_have_count(
        max(1, len(endings)), timeout=SOON
    )
    return dashboard


def tiles(page: Page) -> Locator:
    """The blocks on screen."""
    return page.locator(".tile")


async def choose(page: Page, what: str, place: int = 0) -> None:
    """Something from the menu of a block."""
    await tiles(page).nth(place).get_by_role("button", name=re.compile(", actions$")).click()
    await page.get_by_role("menuitem", name=what).click()


async def layout_of(studio: Studio, dashboard: str, size: str = "desktop") -> list[dict[str, Any]]:
    """Where the blocks are kept to be; nobody but the person sees a dashboard that is not shared."""
    answer = await studio.page.request.get(f"{studio.base}/api/v1/dashboards/{dashboard}")
    found: list[dict[str, Any]] = (await answer.json())["layouts"][size]
    return found


async def test_a_sentence_becomes_a_block_that_appears_as_it_is_made(studio: Studio, source: Source) -> None:
    await begin(studio)
    page = studio.page
    await ask(page, f"{source.address} as a table")
    await expect(page.get_by_role("cell", name="Berlin")).to_be_visible(timeout=SOON)
    await expect(page.get_by_role("columnheader", name="Orders")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("cell", name="Berlin")).to_be_visible()
    await studio.go("/dashboards")
    await expect(page.get_by_role("link", name="Today at a glance")).to_be_visible()
    await expect(page.get_by_text("1 block")).to_be_visible()


@pytest.mark.deep
async def test_what_cannot_be_made_says_why_and_what_to_say_instead(studio: Studio) -> None:
    await begin(studio)
    page = studio.page
    await ask(page, "The mood of my neighbours")
    again = page.get_by_role("button", name="Describe it again")
    await expect(again).to_be_visible(timeout=SOON)
    await expect(page.get_by_text("The mood of my neighbours").first).to_be_visible()
    await again.click()
    await expect(page.get_by_role("textbox", name="What do you want to see?")).to_have_value(
        "The mood of my neighbours"
    )


@pytest.mark.deep
async def test_blocks_are_dragged_and_resized_and_stay_where_they_were_put(
    studio: Studio, source: Source
) -> None:
    dashboard = await made(studio, source, "as a table", "as a table")
    page = studio.page
    before = await layout_of(studio, dashboard)
    head = await tiles(page).first.locator(".tile-head").bounding_box()
    assert head
    await page.mouse.move(head["x"] + 120, head["y"] + 15)
    await page.mouse.down()
    await page.mouse.move(head["x"] + 300, head["y"] + 60, steps=5)
    async with page.expect_response(lambda answer: "/layouts/desktop" in answer.url and answer.ok):
        await page.mouse.move(head["x"] + 780, head["y"] + 40, steps=10)
        await page.mouse.up()
    await expect(page.get_by_text("The dashboard is rearranged.")).to_be_visible()
    moved = await layout_of(studio, dashboard)
    assert moved != before
    corner = await page.locator(".tile-corner").first.bounding_box()
    assert corner
    await page.mouse.move(corner["x"] + 8, corner["y"] + 8)
    await page.mouse.down()
    async with page.expect_response(lambda answer: "/layouts/desktop" in answer.url and answer.ok):
        await page.mouse.move(corner["x"] - 120, corner["y"] + 150, steps=8)
        await page.mouse.up()
    resized = await layout_of(studio, dashboard)
    assert [(one["w"], one["h"]) for one in resized] != [(one["w"], one["h"]) for one in moved]
    places = [await tile.bounding_box() for tile in await tiles(page).all()]
    await page.reload()
    await expect(page.get_by_role("cell", name="Berlin").first).to_be_visible()
    assert [await tile.bounding_box() for tile in await tiles(page).all()] == places
    await page.keyboard.press("Tab")
    assert await layout_of(studio, dashboard) == resized


@pytest.mark.deep
async def test_a_drop_outside_and_escape_leave_everything_as_it_was(studio: Studio, source: Source) -> None:
    dashboard = await made(studio, source)
    page = studio.page
    before = await layout_of(studio, dashboard)
    head = await tiles(page).first.locator(".tile-head").bounding_box()
    assert head
    for end in ("outside", "Escape"):
        await page.mouse.move(head["x"] + 120, head["y"] + 15)
        await page.mouse.down()
        await page.mouse.move(head["x"] + 400, head["y"] + 30, steps=5)
        if end == "Escape":
            await page.keyboard.press("Escape")
        else:
            await page.mouse.move(20, head["y"] + 10, steps=5)
        await page.mouse.up()
        await expect(page.get_by_text("is back where it was.")).to_be_attached()
    assert await layout_of(studio, dashboard) == before


@pytest.mark.deep
async def test_the_keyboard_moves_and_resizes_and_takes_back(studio: Studio, source: Source) -> None:
    dashboard = await made(studio, source)
    page = studio.page
    [before] = await layout_of(studio, dashboard)
    grip = page.get_by_role("button", name=re.compile("^Move or resize"))
    await grip.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Arrow keys move it")).to_be_attached()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowDown"):
        await page.keyboard.press(key)
    await expect(page.get_by_text(re.compile(r"column 3, row 1, \d+ wide"))).to_be_attached()
    async with page.expect_response(lambda answer: "/layouts/desktop" in answer.url and answer.ok):
        await page.keyboard.press("Enter")
    [after] = await layout_of(studio, dashboard)
    assert (after["x"], after["h"]) == (2, before["h"] + 1)
    await expect(grip).to_be_focused()
    async with page.expect_response(lambda answer: "/layouts/desktop" in answer.url and answer.ok):
        await page.keyboard.press("Control+z")
    assert await layout_of(studio, dashboard) == [before]
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Escape")
    assert await layout_of(studio, dashboard) == [before]


@pytest.mark.deep
async def test_a_refresh_brings_what_is_new_to_every_window(
    open_studio: StudioOpener, source: Source
) -> None:
    one = await open_studio()
    await made(one, source)
    other = await open_studio(email=one.email)
    await other.page.goto(one.page.url)
    await expect(other.page.get_by_role("cell", name="Berlin")).to_be_visible()
    source.say([*CITIES, {"city": "Zürich", "orders": 30}])
    await choose(one.page, "Refresh now")
    await expect(one.page.get_by_role("cell", name="Zürich")).to_be_visible(timeout=SOON)
    await expect(other.page.get_by_role("cell", name="Zürich")).to_be_visible()


@pytest.mark.deep
async def test_old_data_stays_with_its_age_while_the_source_is_broken(studio: Studio, source: Source) -> None:
    await made(studio, source)
    page = studio.page
    source.say({"error": "down"}, status=503)
    await choose(page, "Refresh now")
    await expect(page.locator(".tile-strip").get_by_role("button", name="Try again")).to_be_visible(
        timeout=SOON
    )
    await expect(page.get_by_role("cell", name="Berlin")).to_be_visible()
    await expect(page.locator(".card-stale")).to_have_text(re.compile("old$"))
    source.say(CITIES)
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(".tile-strip")).to_have_count(0, timeout=SOON)


@pytest.mark.deep
async def test_talking_makes_a_version_and_versions_are_gone_back_to(studio: Studio, source: Source) -> None:
    await made(studio, source)
    page = studio.page
    await choose(page, "Change it in words…")
    await page.get_by_label("What should be different?").fill("Show it as bars")
    await page.get_by_role("button", name="Change it", exact=True).click()
    await expect(page.locator(".card-canvas svg.recharts-surface").first).to_be_visible(timeout=SOON)
    await choose(page, "Show details")
    details = page.get_by_role("dialog")
    await details.get_by_role("button", name="Versions").click()
    await expect(details.get_by_text("Shown now")).to_be_visible()
    await details.get_by_role("button", name="Compare with what is shown").last.click()
    await expect(details.get_by_role("heading", name="From version 1 to 2")).to_be_visible()
    await details.get_by_role("button", name="All versions").click()
    await details.get_by_role("button", name="Go back to it").last.click()
    await expect(page.get_by_text("Version 1 is shown again.")).to_be_visible(timeout=SOON)
    await page.keyboard.press("Escape")
    await expect(page.locator(".card-canvas")).to_have_count(0)


@pytest.mark.deep
async def test_code_is_edited_run_and_kept_even_when_it_does_not_work(studio: Studio, source: Source) -> None:
    await made(studio, source)
    page = studio.page
    await choose(page, "Show details")
    details = page.get_by_role("dialog")
    await details.get_by_role("button", name="Code").click()
    editor = details.get_by_role("textbox", name="Code of the block")
    await editor.click()
    await page.keyboard.press("Control+a")
    await page.keyboard.insert_text("def fetch_data(ctx):\n    return nothing_like_this\n")
    await details.get_by_role("button", name="Run and save").click()
    await expect(details.get_by_text("What you wrote is still here")).to_be_visible(timeout=SOON)
    await expect(editor).to_contain_text("nothing_like_this")
    await editor.click()
    await page.keyboard.press("Control+a")
    await page.keyboard.insert_text(BY_HAND)
    await details.get_by_role("button", name="Run and save").click()
    await expect(page.get_by_text(re.compile(r"Version \d works and is shown now."))).to_be_visible(
        timeout=SOON
    )
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("cell", name="Bonn")).to_be_visible()


@pytest.mark.deep
async def test_a_block_is_saved_as_a_table_and_as_a_picture(studio: Studio, source: Source) -> None:
    await made(studio, source)
    page = studio.page
    async with page.expect_download() as table:
        await choose(page, "Download as CSV")
    text = (await (await table.value).path()).read_text("utf-8-sig")
    assert "Berlin" in text
    async with page.expect_download() as picture:
        await choose(page, "Download as image")
    drawn = (await (await picture.value).path()).read_bytes()
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) > 4_000


@pytest.mark.deep
async def test_what_was_removed_comes_back(studio: Studio, source: Source) -> None:
    await made(studio, source)
    page = studio.page
    await choose(page, "Remove")
    await expect(tiles(page)).to_have_count(0)
    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_role("cell", name="Berlin")).to_be_visible()


@pytest.mark.deep
async def test_a_link_shows_it_live_to_a_stranger_until_it_is_withdrawn(
    studio: Studio, source: Source, browser: Browser
) -> None:
    await made(studio, source)
    page = studio.page
    await page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("For whom").fill("Hallway")
    await dialog.get_by_role("button", name="Make a link").click()
    address = await dialog.get_by_label("Link", exact=True).input_value()
    private = await browser.new_context()
    try:
        await serve_build(private, studio.base)
        await private.add_init_script(path=AXE)
        theirs = await private.new_page()
        await theirs.goto(address)
        await expect(theirs.get_by_role("heading", name="Today at a glance")).to_be_visible()
        await expect(theirs.get_by_role("cell", name="Berlin")).to_be_visible()
        await expect(theirs.get_by_role("button", name=re.compile("actions$"))).to_have_count(0)
        assert await faults_of(theirs) == []
        await dialog.get_by_role("button", name="Close").click()
        source.say([*CITIES, {"city": "Zürich", "orders": 30}])
        await choose(page, "Refresh now")
        await expect(theirs.get_by_role("cell", name="Zürich")).to_be_visible(timeout=SOON)
        await page.get_by_role("button", name="Share").click()
        await dialog.get_by_role("button", name="Withdraw").click()
        await expect(theirs.get_by_text("This link does not work any more")).to_be_visible(timeout=SOON)
    finally:
        await private.close()


@pytest.mark.deep
async def test_a_screen_on_the_wall_shows_nothing_but_the_blocks(studio: Studio, source: Source) -> None:
    await made(studio, source)
    page = studio.page
    await page.keyboard.press("Escape")
    await page.locator("h1").focus()
    await page.keyboard.press("f")
    await expect(page.get_by_role("navigation", name="Places")).to_be_hidden()
    assert "wall=on" in page.url
    await page.keyboard.press("f")
    await expect(page.get_by_role("navigation", name="Places")).to_be_visible()
