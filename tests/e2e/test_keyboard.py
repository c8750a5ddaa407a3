"""Everything by keyboard: the command menu, the search, rows and forms."""

import re
from typing import Any

import pytest
from playwright.async_api import expect

from tests.e2e.application import Window


@pytest.mark.deep
async def test_the_command_menu_finds_pages_and_records(window: Window, people: dict[str, Any]) -> None:
    await window.go("/")
    keyboard = window.page.keyboard
    await keyboard.press("Control+k")
    menu = window.page.get_by_role("dialog")
    await menu.get_by_role("combobox").press_sequentially("services")
    await expect(menu.get_by_role("option", name="Services").first).to_be_visible()
    await keyboard.press("Enter")
    await expect(window.page.get_by_role("heading", level=1)).to_have_text("Services")

    await keyboard.press("Control+k")
    await menu.get_by_role("combobox").press_sequentially(people["client"]["name"])
    await expect(menu.get_by_role("option", name=people["client"]["name"])).to_be_visible()
    await keyboard.press("Enter")
    await expect(window.form.get_by_role("heading", name=people["client"]["name"])).to_be_visible()
    await keyboard.press("Escape")
    await expect(window.form).to_be_hidden()


@pytest.mark.deep
async def test_a_slash_leads_to_the_search(window: Window, people: dict[str, Any]) -> None:
    await window.go("/clients")
    search = window.page.get_by_role("searchbox", name="Search clients")
    await expect(search).to_be_visible()
    await window.page.keyboard.press("/")
    await expect(search).to_be_focused()
    await window.page.keyboard.type(people["client"]["name"])
    await expect(window.page.get_by_role("table").get_by_role("link")).to_have_count(1)
    await expect(window.page).to_have_url(re.compile("client(:|%3A)q="))


async def test_a_client_is_added_without_a_pointer(window: Window) -> None:
    await window.go("/clients")
    keyboard = window.page.keyboard
    await keyboard.press("Control+k")
    await keyboard.type("add client")
    await expect(window.page.get_by_role("option", name="Add client")).to_be_visible()
    await keyboard.press("Enter")
    await expect(window.form.get_by_label("Name")).to_be_focused()
    await keyboard.type("Katherine Keys")
    await keyboard.press("Enter")
    await expect(window.form).to_be_hidden()
    await expect(window.page.get_by_role("link", name="Katherine Keys").first).to_be_visible()


@pytest.mark.deep
async def test_arrows_move_between_rows_and_enter_opens_one(window: Window) -> None:
    await window.go("/services")
    links = window.page.get_by_role("table").locator("[data-record-link]")
    await links.first.focus()
    await window.page.keyboard.press("ArrowDown")
    await expect(links.nth(1)).to_be_focused()
    title = await links.nth(1).inner_text()
    await window.page.keyboard.press("Enter")
    await expect(window.form.get_by_role("heading", name=title)).to_be_visible()


@pytest.mark.deep
async def test_the_first_stop_skips_to_the_content(window: Window) -> None:
    await window.go("/clients")
    await window.page.keyboard.press("Tab")
    await expect(window.page.get_by_role("link", name="Skip to the content")).to_be_focused()
    await window.page.keyboard.press("Enter")
    await expect(window.page.locator("#content")).to_be_focused()


@pytest.mark.deep
async def test_leaving_a_form_with_changes_asks(window: Window) -> None:
    await window.go("/clients")
    await window.add("client")
    await window.form.get_by_label("Name").fill("Half typed")
    await window.page.keyboard.press("Escape")
    question = window.page.get_by_role("alertdialog").or_(
        window.page.get_by_role("dialog", name=re.compile("[Uu]nsaved|[Dd]iscard|[Ll]eave"))
    )
    await expect(question.first).to_be_visible()
