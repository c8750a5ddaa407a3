"""Files are written by hand and kept, steps are compared and gone back to, and what was made is published."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.e2e.studio.desk import Studio

SALON = """A hair salon with stylists, services and appointments. A stylist has a name and a phone number.
Anyone can see services and prices without signing in."""
TABLE = "src/components/StylistTable.tsx"
NOTE = "// Sue likes it this way"
LONG = 120_000
"""How long proving and publishing may take on a busy machine, in milliseconds."""


@pytest.fixture
async def salon(studio: Studio) -> str:
    """A session of a hair salon; its id."""
    return await studio.session(SALON)


async def call(studio: Studio, method: str, path: str, body: Any = None) -> Any:
    """What the API answers."""
    return await asyncio.to_thread(studio.call, method, path, body)


async def say(studio: Studio, session: str, text: str) -> None:
    """Say something in the session, and wait until it was worked on."""
    await call(studio, "POST", f"/sessions/{session}/messages", {"text": text})
    await studio.settled(session)


async def editor(page: Page) -> Locator:
    """The text of the open file."""
    text = page.get_by_role("textbox", name=TABLE)
    await expect(text).to_be_visible()
    return text


async def save(page: Page) -> None:
    """Save by keyboard, and see that it was."""
    await page.keyboard.press("Control+s")
    await expect(page.get_by_text("Saved StylistTable.tsx.").first).to_be_visible()


async def write_at_start(page: Page, text: str) -> None:
    """Type something above the first line of the open file."""
    await (await editor(page)).click()
    await page.keyboard.press("Control+Home")
    await page.keyboard.insert_text(text)
    await expect(page.get_by_text("Unsaved").first).to_be_visible()


@pytest.mark.deep
async def test_an_edit_by_hand_is_kept_over_a_reload_and_over_the_next_generation(
    studio: Studio, salon: str
) -> None:
    page = await studio.go(f"/sessions/{salon}/code")
    await page.get_by_role("treeitem", name="StylistTable.tsx").click()
    await write_at_start(page, f"{NOTE}\n")
    await page.reload()
    await expect(await editor(page)).to_contain_text(NOTE)
    await (await editor(page)).click()
    await save(page)
    await expect(page.get_by_role("treeitem", name="StylistTable.tsx Edited")).to_be_visible()
    await say(studio, salon, "add a birthday to stylists")
    await expect(await editor(page)).to_contain_text('"birthday"')
    await expect(await editor(page)).to_contain_text(NOTE)
    await page.get_by_role("button", name="Changes", exact=True).click()
    await expect(page.locator(".code-differences")).to_contain_text(NOTE)


@pytest.mark.deep
async def test_a_conflict_is_listed_decided_and_saved(studio: Studio, salon: str) -> None:
    file = await call(studio, "GET", f"/sessions/{salon}/files/{TABLE}")
    mine = file["text"].replace('"name", "phone"', '"phone", "name"')
    assert mine != file["text"]
    await call(studio, "PUT", f"/sessions/{salon}/files/{TABLE}", {"text": mine})
    await say(studio, salon, "add a birthday to stylists")
    page = await studio.go(f"/sessions/{salon}/code")
    conflicts = page.get_by_role("region", name="Files with conflicts")
    await conflicts.get_by_role("button", name="StylistTable.tsx").click()
    bar = page.get_by_role("region", name="Conflicts", exact=True)
    await expect(bar).to_contain_text("Conflict 1 of 1")
    await page.get_by_role("tab", name="Review", exact=True).click()
    await expect(page.get_by_text("The files above need a decision first.")).to_be_visible()
    await page.get_by_role("link", name=TABLE).click()
    await bar.get_by_role("button", name="Keep mine").click()
    await expect(bar).to_have_count(0)
    await (await editor(page)).click()
    await save(page)
    await expect(conflicts).to_have_count(0)
    kept = await call(studio, "GET", f"/sessions/{salon}/files/{TABLE}")
    assert kept["conflicts"] == 0
    assert '"phone", "name"' in kept["text"]


@pytest.mark.deep
async def test_the_editor_is_left_by_keyboard_and_leaving_with_unsaved_text_asks(
    studio: Studio, salon: str
) -> None:
    page = await studio.go(f"/sessions/{salon}/code?file={TABLE}")
    await write_at_start(page, "// not yet\n")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Tab")
    await expect(await editor(page)).not_to_be_focused()
    await page.get_by_role("tab", name="Data", exact=True).click()
    dialog = page.get_by_role("dialog", name="One file is not saved")
    await dialog.get_by_role("button", name="Stay here").click()
    await expect(await editor(page)).to_contain_text("// not yet")
    await page.get_by_role("tab", name="Data", exact=True).click()
    await dialog.get_by_role("button", name="Save and go on").click()
    await expect(page.get_by_role("tab", name="Data", exact=True)).to_have_attribute("aria-selected", "true")
    kept = await call(studio, "GET", f"/sessions/{salon}/files/{TABLE}")
    assert kept["text"].startswith("// not yet\n")


@pytest.mark.deep
async def test_revisions_are_compared_and_gone_back_to(studio: Studio, salon: str) -> None:
    await say(studio, salon, "add a birthday to stylists")
    page = await studio.go(f"/sessions/{salon}/history")
    await page.get_by_role("checkbox", name="Choose revision 1 to compare it").click()
    await page.get_by_role("checkbox", name="Choose revision 2 to compare it").click()
    await page.get_by_role("button", name="Compare", exact=True).click()
    changes = page.get_by_role("tabpanel", name="What", exact=True)
    await expect(changes).to_contain_text("Add field Birthday to Stylist (date)")
    await page.get_by_role("tab", name="Code", exact=True).last.click()
    await page.get_by_text("src/entities/stylist.ts").click()
    await expect(page.locator('.diff-line[data-kind="added"]').first).to_contain_text("birthday")
    await page.get_by_role("tab", name="Data", exact=True).last.click()
    await page.get_by_text("The SQL that does it").click()
    await expect(page.get_by_role("region", name="SQL")).to_contain_text("birthday")
    await page.get_by_role("button", name="History", exact=True).click()
    await page.get_by_role("button", name="Go back to this").click()
    dialog = page.get_by_role("dialog", name="Go back to revision 1?")
    await expect(dialog).to_contain_text("Birthday")
    await dialog.get_by_role("button", name="Go back to revision 1").click()
    await expect(page.get_by_text("Back at revision 1.").first).to_be_visible()
    spec = await call(studio, "GET", f"/sessions/{salon}/spec")
    stylist = next(one for one in spec["entities"] if one["name"] == "stylist")
    assert "birthday" not in {field["name"] for field in stylist["fields"]}


@pytest.mark.rotating(2, of="journeys in Studio")
async def test_an_application_is_published_opened_to_anybody_and_taken_on_with_a_decision(
    studio: Studio, salon: str
) -> None:
    page = await studio.go(f"/sessions/{salon}/review")
    review = page.get_by_role("tabpanel", name="Review", exact=True)
    await expect(review).to_contain_text("Anybody can see name and price of services.")
    await review.get_by_role("radio", name="With made-up rows").check()
    await review.get_by_role("button", name="Publish").click()
    await expect(review.get_by_text("Publishing: ")).to_be_visible()
    await expect(review.get_by_role("heading", name="1.0.0 is live")).to_be_visible(timeout=LONG)
    await expect(review.get_by_text("attempts, all went as they should")).to_be_visible()

    await review.get_by_role("button", name="Review what becomes public").click()
    dialog = page.get_by_role("dialog", name="What becomes public")
    await expect(dialog.get_by_role("button", name="Make this public")).to_be_disabled()
    await dialog.get_by_role("checkbox").click()
    await dialog.get_by_role("button", name="Make this public").click()
    await expect(review.get_by_text("Open to anybody, without signing in")).to_be_visible()
    session = await call(studio, "GET", f"/sessions/{salon}")
    access = await call(studio, "GET", f"/modules/{session['module']['slug']}/public-access")
    assert access["is_open"] is True

    spec = await call(studio, "GET", f"/sessions/{salon}/spec")
    stylist = next(one for one in spec["entities"] if one["name"] == "stylist")
    field = {"id": "fld_licence22", "name": "licence", "label": "Licence", "type": "text", "required": True}
    add = {"op": "add", "kind": "field", "parent": stylist["id"], "element": field}
    form = next(one for one in spec["components"] if one["name"] == "StylistForm")
    props = form["props"] | {"fields": [*form["props"]["fields"], "licence"]}
    ask_for_it = {"op": "set", "kind": "component", "target": form["id"], "values": {"props": props}}
    await call(studio, "POST", f"/sessions/{salon}/edits", {"edits": [add, ask_for_it]})
    await expect(review.get_by_text("Decide above what becomes of the rows")).to_be_visible()
    await expect(review.get_by_role("button", name="Publish")).to_be_disabled()
    await review.get_by_role("radio", name="Put one value in all of them").check()
    await review.get_by_role("textbox", name="Licence").fill("unknown")
    await page.keyboard.press("Enter")
    await expect(review.get_by_role("button", name="Publish")).to_be_enabled()
    await review.get_by_role("button", name="Publish").click()
    await expect(review.get_by_role("heading", name="is live")).to_be_visible(timeout=LONG)
    await expect(review.get_by_role("heading", name="1.0.0 is live")).to_have_count(0)
    async with page.expect_popup() as opening:
        await review.get_by_role("link", name=re.compile("^Open .* in a new tab")).click()
    running = await opening.value
    await expect(running.get_by_role("heading", level=1).first).to_be_visible(timeout=LONG)
