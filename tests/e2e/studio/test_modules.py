"""Modules: from a spreadsheet to rows that people work with, their roles, and putting a module away."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.e2e.studio.conftest import StudioOpener
from tests.e2e.studio.desk import Studio
from tests.e2e.test_looks import AXE
from tests.support.workbooks import workbook

SHOP = workbook(
    {
        "Orders": [["No", "Client ID", "Total"], ["A-1", 2, 12.5], ["A-2", 1, 99], ["A-3", 2, 7]],
        "Clients": [["ID", "Name"], [1, "Ada Lovelace"], [2, "Grace Hopper"]],
    }
)
MORE = "ID,Name\n3,Joan Clarke\nfour,Alan Turing\n5,\n"


async def begin(studio: Studio, folder: Path) -> str:
    """A session that began with a file; the address it leads to."""
    file = folder / "Tea shop.xlsx"
    file.write_bytes(SHOP)
    page = await studio.go("/modules")
    await page.get_by_role("button", name="Start from a spreadsheet").first.click()
    await page.get_by_role("dialog").locator("input[type=file]").set_input_files(file)
    await page.wait_for_url(re.compile(r"/sessions/[0-9a-f-]{36}/data$"))
    return page.url.split("/")[-2]


async def published(studio: Studio, folder: Path) -> str:
    """A module that was made of a file; its slug."""
    session = await begin(studio, folder)
    done = studio.call("POST", f"/sessions/{session}/publish", {})
    slug: str = done["module"]["slug"]
    return slug


async def test_a_spreadsheet_becomes_an_application_with_its_rows(studio: Studio, tmp_path: Path) -> None:
    session = await begin(studio, tmp_path)
    page = studio.page
    await expect(page.get_by_text("I read Tea shop.xlsx: it keeps orders (3 rows)").first).to_be_visible()
    done = studio.call("POST", f"/sessions/{session}/publish", {})
    slug = done["module"]["slug"]
    await studio.go(f"/modules/{slug}/data")
    orders = page.get_by_role("region", name="Orders")
    await expect(orders.get_by_text("A-1")).to_be_visible()
    await expect(orders.get_by_text("Grace Hopper").first).to_be_visible()
    assert "sayso_" not in page.url
    rows = studio.call("GET", f"/modules/{slug}/data/orders")
    assert rows["page"]["total"] == 3


@pytest.mark.deep
async def test_a_file_that_cannot_be_read_leaves_the_dialog_and_says_why(
    studio: Studio, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no")
    page = await studio.go("/modules")
    await page.get_by_role("button", name="Start from a spreadsheet").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.locator("input[type=file]").set_input_files(broken)
    await expect(dialog.get_by_role("alert")).to_contain_text("This Excel file is broken.")
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


@pytest.mark.deep
async def test_rows_are_tried_first_then_imported_and_bad_ones_are_named(
    studio: Studio, tmp_path: Path
) -> None:
    slug = await published(studio, tmp_path)
    file = tmp_path / "more.csv"
    file.write_text(MORE)
    page = await studio.go(f"/modules/{slug}/data?of=client")
    await page.get_by_role("button", name="Import and export").click()
    await page.get_by_role("menuitem", name="Import from a file").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label(re.compile("Choose a CSV or Excel file")).set_input_files(file)
    await expect(dialog.get_by_text("2 rows have a problem")).to_be_visible()
    await expect(dialog.get_by_role("row", name=re.compile("3 .*must be a number"))).to_be_visible()
    await expect(dialog.get_by_role("row", name=re.compile("4 .*required"))).to_be_visible()
    assert studio.call("GET", f"/modules/{slug}/data/clients")["page"]["total"] == 2
    await dialog.get_by_role("button", name=re.compile("Add|Import")).last.click()
    await expect(page.get_by_text("Joan Clarke").first).to_be_visible()
    assert studio.call("GET", f"/modules/{slug}/data/clients")["page"]["total"] == 3


@pytest.mark.deep
async def test_a_row_is_added_in_a_drawer_and_the_list_is_downloaded(studio: Studio, tmp_path: Path) -> None:
    slug = await published(studio, tmp_path)
    page = await studio.go(f"/modules/{slug}/data?of=client")
    await page.get_by_role("button", name=re.compile("client", re.IGNORECASE)).last.click()
    drawer = page.get_by_role("dialog")
    await drawer.get_by_label("ID").fill("9")
    await drawer.get_by_label("Name").fill("Donaudampfschifffahrtsgesellschaft")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_text("Donaudampfschifffahrtsgesellschaft").first).to_be_visible()
    await page.get_by_role("button", name="Import and export").click()
    async with page.expect_download() as loading:
        await page.get_by_role("menuitem", name="Export as CSV").click()
    saved = await (await loading.value).path()
    assert "Donaudampfschifffahrtsgesellschaft" in saved.read_text()


@pytest.mark.deep
async def test_a_role_is_given_and_taken_back(
    open_studio: StudioOpener, studio: Studio, tmp_path: Path
) -> None:
    slug = await published(studio, tmp_path)
    other = await open_studio("viewer")
    page = await studio.go(f"/modules/{slug}/people")
    choice = page.get_by_role("combobox", name=re.compile("Role of")).filter(has_text="not given here").first
    await expect(choice).to_be_visible()
    await choice.select_option(label="Administrator")
    await expect(page.get_by_text("is Administrator now.")).to_be_visible()
    members = studio.call("GET", f"/modules/{slug}/members")["items"]
    assert [one["reason"] for one in members].count("given") >= 1
    view = await other.go(f"/modules/{slug}/settings")
    await expect(view.get_by_text("Your role looks at modules and does not change them.")).to_be_visible()
    await expect(view.get_by_role("button", name="Archive…")).to_have_count(0)


@pytest.mark.deep
async def test_a_module_is_archived_and_restored(studio: Studio, tmp_path: Path) -> None:
    slug = await published(studio, tmp_path)
    page = await studio.go(f"/modules/{slug}/settings")
    await page.get_by_role("button", name="Archive…").click()
    await page.get_by_role("dialog").get_by_role("button", name="Archive", exact=True).click()
    await expect(page.get_by_role("button", name="Restore")).to_be_visible()
    assert studio.call("GET", f"/modules/{slug}")["status"] == "archived"
    await studio.go(f"/modules/{slug}/data")
    await expect(page.get_by_text("Its rows cannot be reached now")).to_be_visible()
    await studio.go(f"/modules/{slug}/settings")
    await page.get_by_role("button", name="Restore").click()
    await expect(page.get_by_role("button", name="Archive…")).to_be_visible()
    assert studio.call("GET", f"/modules/{slug}/data/clients")["page"]["total"] == 2


@pytest.mark.deep
async def test_every_tab_can_be_used_by_everybody(studio: Studio, tmp_path: Path) -> None:
    slug = await published(studio, tmp_path)
    for path in (
        "/modules",
        *(f"/modules/{slug}{tab}" for tab in ("", "/data", "/people", "/settings", "/revisions")),
    ):
        page = await studio.go(path)
        await _drawn(page)
        await page.evaluate(AXE.read_text())
        assert await _faults(page) == [], path
        await page.set_viewport_size({"width": 375, "height": 800})
        wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, path
        await page.set_viewport_size({"width": 1440, "height": 900})


async def _faults(page: Page) -> list[str]:
    """What keeps people out of the screen itself; the frame around it has tests of its own."""
    found: dict[str, Any] = await page.evaluate("() => axe.run('main', {resultTypes: ['violations']})")
    serious = [one for one in found["violations"] if one["impact"] in {"serious", "critical"}]
    return [f"{one['id']}: {node['html'][:200]}" for one in serious for node in one["nodes"]]


async def _drawn(page: Page) -> None:
    await expect(page.locator("[aria-label^=Loading]")).to_have_count(0)
