"""Bots: described, asked about, looked at, activated, run, approved, repeated and gone back."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.blocks.source import Source, open_source
from tests.e2e.studio.bots import ORDERS, made_by_hand, ran
from tests.e2e.studio.desk import Studio
from tests.e2e.studio.walls import theirs

SOON = 45_000
"""A bot is written and tried behind the walls."""
RUN = re.compile(r"/bots/[0-9a-f-]{36}/runs/[0-9a-f-]{36}$")


@pytest.fixture
async def source() -> AsyncIterator[Source]:
    """What bots look at."""
    async with open_source() as found:
        found.say({"price": 93, "stock": 4})
        yield found


@pytest.mark.rotating(2, of="journeys in Studio")
async def test_a_description_becomes_a_bot_that_runs(studio: Studio, source: Source) -> None:
    page = await studio.go("/bots")
    await page.get_by_role("link", name="New bot").first.click()
    box = page.get_by_role("textbox", name="What should happen by itself?")
    await box.fill(f"Watch {source.address}")
    await box.press("Enter")
    questions = page.get_by_role("form", name="Questions")
    await expect(questions).to_be_visible(timeout=SOON)
    await page.reload()
    await questions.get_by_role("button", name="when it changes").click()
    await questions.get_by_role("button", name="Send answer").click()
    await expect(page.get_by_role("heading", name="What it will be allowed to reach")).to_be_visible(
        timeout=SOON
    )
    await expect(page.get_by_text("Passed").first).to_be_visible()
    await page.get_by_role("button", name="Activate", exact=True).click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_text("send requests to 127.0.0.1")).to_be_visible()
    await dialog.get_by_role("button", name="Activate", exact=True).click()
    await page.get_by_role("button", name="Run now").click()
    await page.get_by_role("dialog").get_by_role("button", name="Run", exact=True).click()
    await page.wait_for_url(RUN)
    await expect(page.get_by_text("Succeeded", exact=True)).to_be_visible(timeout=SOON)
    await studio.go("/bots")
    await expect(page.get_by_role("listitem").filter(has_text="Succeeded").first).to_contain_text("100%")


@pytest.mark.deep
async def test_what_cannot_be_made_says_why_and_is_said_again(studio: Studio) -> None:
    page = await studio.go("/bots/new?begin=Read+my+mind")
    await page.get_by_role("button", name="Make it").click()
    again = page.get_by_role("textbox", name="Say it in other words")
    await expect(again).to_be_visible(timeout=SOON)
    await expect(page.get_by_role("alert")).to_be_visible()
    await expect(page.get_by_role("button", name="Run now")).to_have_count(0)


@pytest.mark.deep
async def test_a_run_is_watched_approved_and_told_of_by_the_bell(studio: Studio) -> None:
    bot = await made_by_hand(studio)
    page = await studio.go(f"/bots/{bot}")
    await page.get_by_role("button", name="Run now").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Grace")
    await dialog.get_by_label("Total").fill("80")
    await dialog.get_by_role("button", name="Run", exact=True).click()
    await page.wait_for_url(RUN)
    await expect(page.get_by_text("Looking at the order of Grace")).to_be_visible(timeout=SOON)
    asked = page.get_by_role("region", name="It asks for an approval")
    await expect(asked.get_by_text("Send the order of Grace?")).to_be_visible(timeout=SOON)
    await expect(page.get_by_role("button", name="Notices, 1 new")).to_be_visible(timeout=SOON)
    await asked.get_by_role("textbox").fill("She is a good customer")
    await asked.get_by_role("button", name="Approve").click()
    await expect(page.get_by_text("Succeeded", exact=True)).to_be_visible(timeout=SOON)
    await expect(page.get_by_text("She is a good customer")).to_be_visible()
    await expect(page.get_by_text('"sent": true')).to_be_visible()
    await page.get_by_role("button", name=re.compile("^Notices")).click()
    told = page.get_by_role("dialog", name="Notices")
    await expect(told.get_by_text("The order of Grace is sent.")).to_be_visible(timeout=SOON)
    await told.get_by_role("button", name="Mark all as read").click()
    await expect(page.get_by_role("button", name="Notices, none new")).to_be_visible()


@pytest.mark.deep
async def test_a_failed_run_is_looked_after_with_another_input(studio: Studio) -> None:
    bot = await made_by_hand(studio)
    await ran(studio, bot, {"name": "Ada", "address": "", "total": 10})
    page = await studio.go("/bots")
    waiting = page.get_by_role("region", name="Waiting for you")
    await waiting.get_by_role("link", name=re.compile("failed")).click()
    await expect(page.get_by_role("alert")).to_contain_text("The order has no address")
    await page.get_by_role("button", name="Run with another input").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Address").fill("Graz")
    await dialog.get_by_role("button", name="Run", exact=True).click()
    await expect(page.get_by_role("link", name="an earlier one")).to_be_visible()
    await expect(page.get_by_text("Succeeded", exact=True)).to_be_visible(timeout=SOON)
    await page.get_by_role("link", name="an earlier one").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await expect(page.get_by_text("It is looked after.")).to_be_visible()
    await studio.go("/bots")
    await expect(page.get_by_role("region", name="Waiting for you")).to_have_count(0)


@pytest.mark.deep
async def test_a_schedule_is_said_in_words_and_an_address_is_called_from_the_page(studio: Studio) -> None:
    bot = await made_by_hand(studio)
    page = await studio.go(f"/bots/{bot}/triggers")
    await page.get_by_role("button", name="Add a trigger").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("How often").select_option("weekday")
    await dialog.get_by_label("On", exact=True).select_option(label="Friday")
    await dialog.get_by_label("At", exact=True).fill("17:30")
    await expect(dialog.get_by_text("30 17 * * 5")).to_be_visible()
    await expect(dialog.get_by_text(re.compile("at 17:30, on Friday"))).to_be_visible()
    await expect(dialog.locator(".bot-next li")).to_have_count(5)
    await dialog.get_by_role("button", name="Add it").click()
    triggers = page.get_by_role("list", name="Triggers")
    await expect(triggers.get_by_text(re.compile("Friday"))).to_be_visible()
    await page.get_by_role("button", name="Add a trigger").click()
    await dialog.get_by_label("It runs").select_option("webhook")
    await dialog.get_by_role("button", name="Add it").click()
    await expect(dialog.get_by_label("Address", exact=True)).to_have_value(re.compile("/hooks/"))
    await dialog.get_by_role("button", name="Done").click()
    await send_test_call(page)
    await expect(dialog.get_by_text(re.compile("^Taken"))).to_be_visible()
    await dialog.get_by_role("link", name="Look at the runs").click()
    await expect(page.get_by_role("link", name="Succeeded")).to_be_visible(timeout=SOON)


async def send_test_call(page: Page) -> None:
    """Call the address as another system would."""
    await page.get_by_role("button", name="Send a test call").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("What is sent").fill('{"name": "Ada", "address": "Graz"}')
    await dialog.get_by_role("button", name="Send", exact=True).click()


@pytest.mark.deep
async def test_versions_are_compared_activated_and_gone_back_to(studio: Studio) -> None:
    bot = await made_by_hand(studio)
    code = ORDERS.replace('ctx.log("Sent")', 'ctx.log("On its way")')
    version = await theirs(studio, "PUT", f"/bots/{bot}/code", {"code": code})
    page = await studio.go(f"/bots/{bot}")
    await page.get_by_role("link", name=f"Review version {version['number']}").click()
    await page.get_by_role("button", name=f"Activate version {version['number']}").click()
    await page.get_by_role("dialog").get_by_role("button", name="Activate", exact=True).click()
    await expect(page.get_by_text("is active.").first).to_be_visible(timeout=SOON)
    await studio.go(f"/bots/{bot}/versions")
    before = page.get_by_role("listitem").filter(has_text=f"Version {version['number'] - 1}")
    await before.get_by_role("button", name="Compare with the active one").click()
    await expect(page.get_by_text('ctx.log("On its way")')).to_be_visible()
    await page.get_by_role("button", name="All versions").click()
    await before.get_by_role("button", name="Go back to it").click()
    await expect(before.get_by_text("Active", exact=True)).to_be_visible(timeout=SOON)


@pytest.mark.deep
async def test_what_is_typed_in_the_editor_stays_and_becomes_a_version(studio: Studio) -> None:
    bot = await made_by_hand(studio)
    page = await studio.go(f"/bots/{bot}/code")
    editor = page.get_by_role("textbox", name="Code of the bot")
    await editor.click()
    await page.keyboard.press("Control+End")
    await page.keyboard.type("# a word about it\n")
    await page.get_by_role("link", name="Runs", exact=True).click()
    await page.get_by_role("link", name="Code", exact=True).click()
    await expect(editor).to_contain_text("a word about it")
    await page.get_by_role("button", name="Test and save as a new version").click()
    await expect(page.get_by_text("Its cases pass.")).to_be_visible(timeout=SOON)
    await page.get_by_role("link", name="Review and activate it").click()
    await expect(page.get_by_role("button", name=re.compile("^Activate version"))).to_be_enabled()


@pytest.mark.deep
async def test_a_bot_is_removed_with_a_way_back(studio: Studio) -> None:
    bot = await made_by_hand(studio)
    page = await studio.go(f"/bots/{bot}/settings")
    await page.get_by_role("button", name="Remove the bot").click()
    await expect(page.get_by_text("No bot yet")).to_be_visible()
    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_role("link", name=re.compile("Bestellungen"))).to_be_visible()
