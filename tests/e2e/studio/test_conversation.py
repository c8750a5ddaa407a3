"""Talking in a session: what is said is worked on before one's eyes, on every page that looks on."""

import asyncio
import re

import pytest
from playwright.async_api import Locator, Page, Route, expect

from tests.e2e.studio.conftest import StudioOpener
from tests.e2e.studio.desk import Studio

SALON = "A hair salon with stylists, services and appointments. A stylist has a name and a phone number."
LONGEST = 60_000


def message(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message")


def reply(page: Page) -> Locator:
    return page.get_by_role("article", name="Reply").last


async def say(page: Page, text: str) -> None:
    await message(page).fill(text)
    await message(page).press("Enter")


async def begin(studio: Studio, seconds: float = 0) -> Page:
    made = await asyncio.to_thread(studio.call, "POST", "/sessions", {"feedback_seconds": seconds})
    return await studio.go(f"/sessions/{made['session']['id']}")


@pytest.mark.deep
async def test_a_reload_in_the_middle_of_a_turn_shows_what_was_there(studio: Studio) -> None:
    page = await begin(studio, seconds=120)
    await page.get_by_role("button", name=re.compile("A hair salon")).click()
    await expect(message(page)).to_have_value(re.compile("stylists, services"))
    await message(page).press("Enter")
    window = page.get_by_role("region", name=re.compile("is made$"))
    await expect(window).to_be_visible(timeout=LONGEST)
    working = page.get_by_role("article", name="What is being worked on")
    changes = await working.get_by_role("listitem").all_inner_texts()
    name = await window.get_attribute("aria-label")

    await message(page).fill("and this is half of a")
    await page.reload()

    await expect(page.get_by_role("region", name=str(name))).to_be_visible(timeout=LONGEST)
    assert await working.get_by_role("listitem").all_inner_texts() == changes
    await expect(message(page)).to_have_value("and this is half of a")
    await window.get_by_role("button", name="Show the rest").click()
    await expect(page.get_by_role("form", name="Questions")).to_be_visible(timeout=LONGEST)
    await expect(working).to_have_count(0)


@pytest.mark.deep
async def test_two_pages_of_a_session_show_the_same_and_undo_has_a_key(open_studio: StudioOpener) -> None:
    first = await open_studio()
    session = await first.session(SALON)
    second = await open_studio(email=first.email)
    here, there = await first.go(f"/sessions/{session}"), await second.go(f"/sessions/{session}/history")
    await say(here, "add a birthday to stylists")
    for page in (here, there):
        await expect(reply(page)).to_contain_text("irthday", timeout=LONGEST)
        await expect(page.get_by_role("button", name="Undo", exact=True).first).to_be_enabled()

    await here.get_by_role("log", name="Messages").click()
    await here.keyboard.press("Control+z")
    await expect(here.get_by_text("Undone.")).to_be_visible()
    for page in (here, there):
        await expect(page.get_by_role("button", name="Redo", exact=True).first).to_be_enabled()
    spec = await asyncio.to_thread(first.call, "GET", f"/sessions/{session}/spec")
    stylist = next(one for one in spec["entities"] if one["name"] == "stylist")
    assert "birthday" not in [field["name"] for field in stylist["fields"]]

    await here.keyboard.press("Control+Shift+z")
    await expect(here.get_by_role("button", name="Undo this").last).to_be_visible()


@pytest.mark.deep
async def test_stopping_leaves_everything_as_it_was_and_retry_sends_the_words_again(studio: Studio) -> None:
    page = await begin(studio, seconds=120)
    await say(page, SALON)
    await expect(page.get_by_role("region", name=re.compile("is made$"))).to_be_visible(timeout=LONGEST)
    await page.get_by_role("button", name="Stop").click()
    await expect(page.get_by_text("Everything is as it was before.")).to_be_visible()
    await expect(page.get_by_text("Nothing made yet")).to_be_visible()
    await page.get_by_role("button", name="Retry").click()
    await expect(page.get_by_role("region", name=re.compile("is made$"))).to_be_visible(timeout=LONGEST)
    await expect(page.get_by_text(SALON)).to_have_count(2)
    await page.get_by_role("button", name="Stop").click()


@pytest.mark.deep
async def test_a_message_under_which_the_connection_breaks_arrives_once(studio: Studio) -> None:
    session = await studio.session(SALON)
    page = await studio.go(f"/sessions/{session}")
    await expect(reply(page)).to_be_visible()
    broken = 0

    async def breaks(route: Route) -> None:
        nonlocal broken
        if route.request.method != "POST" or broken:
            await route.continue_()
            return
        broken += 1
        await route.fetch()
        await route.abort("connectionreset")

    await page.route("**/messages", breaks)
    await say(page, "add a birthday to stylists")
    await expect(page.get_by_role("alert").get_by_text("The connection was lost")).to_be_visible()
    await expect(reply(page)).to_contain_text("irthday", timeout=LONGEST)
    await expect(page.get_by_text("add a birthday to stylists")).to_have_count(1)
    studio.faults.clear()
    said = (await asyncio.to_thread(studio.call, "GET", f"/sessions/{session}/messages"))["items"]
    assert [one["text"] for one in said if one["role"] == "user"] == ["add a birthday to stylists", SALON]


@pytest.mark.deep
async def test_a_phone_shows_one_thing_at_a_time_and_a_session_of_others_is_not_shown(
    open_studio: StudioOpener,
) -> None:
    studio = await open_studio(viewport={"width": 375, "height": 812})
    session = await studio.session(SALON)
    page = await studio.go(f"/sessions/{session}")
    await expect(message(page)).to_be_visible()
    switch = page.get_by_role("navigation", name="Parts of the session")
    await switch.get_by_role("link", name="Data").click()
    await expect(message(page)).to_be_hidden()
    await page.go_back()
    await expect(message(page)).to_be_visible()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= 375

    await page.goto(f"{studio.base}/sessions/00000000-0000-4000-8000-000000000000")
    await expect(page.get_by_text("This session is not here")).to_be_visible()
    await page.get_by_role("link", name="See all sessions").click()
    await expect(page).to_have_url(re.compile("/sessions$"))
