"""People who are not signed in: nothing before it was confirmed, then the menu and a booking, and no more."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from sayso.main.local import RunningServer
from tests.e2e.application import DESK, PHONE
from tests.e2e.conftest import Opener
from tests.e2e.test_looks import AXE, faults_of
from tests.support.processes import Machine, open_folder

SALON = (
    "A hair salon. Clients have name, phone and email. Services have a name, a price, a duration and "
    "internal notes. An appointment says which client, which service and when it starts. The owner manages "
    "everything. The menu is public. Anyone can book an appointment without signing in."
)
SHOTS = os.environ.get("SAYSO_SHOTS")
"""A folder to leave pictures in, for people to look at."""


@pytest.fixture(scope="module")
def locked() -> Iterator[RunningServer]:
    """Sayso as it is unless told otherwise: everybody signs in."""
    with open_folder() as home, Machine(home).serving() as running:
        yield running


@pytest.fixture
def salon(locked: RunningServer) -> dict[str, Any]:
    """A salon of these words, with sample rows."""
    built = locked.call(
        "POST", "/api/v1/builds", {"text": SALON, "sample": True, "again": False}, timeout=300
    )
    module: dict[str, Any] = built["module"]
    return module


def confirm(locked: RunningServer, slug: str) -> list[str]:
    """What a person read and confirmed."""
    path = f"/api/v1/modules/{slug}/public-access"
    keys = locked.call("GET", path)["keys"]
    sentences: list[str] = locked.call("PUT", path, {"confirm": keys})["sentences"]
    return sentences


async def _picture(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS, f"{name}.png"))


async def test_a_visitor_reads_the_menu_and_books_and_gets_no_further(
    opened: Opener, locked: RunningServer, salon: dict[str, Any]
) -> None:
    window = await opened(salon["url"])
    page = window.page
    await page.goto(salon["url"])
    await expect(page.get_by_label("Password")).to_be_visible()

    sentences = confirm(locked, salon["slug"])
    assert "Anybody can see name, price and duration of services." in sentences
    await window.go("/")
    await expect(page).to_have_url(f"{salon['url']}/services")
    pages = page.get_by_role("navigation", name="Pages").get_by_role("link")
    await expect(pages).to_have_count(2)
    await expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    await expect(page.get_by_text("Internal notes")).to_have_count(0)
    await expect(page.get_by_role("columnheader", name="Price")).to_be_visible()

    await window.go("/book-an-appointment")
    await page.get_by_label("Start").first.fill("tomorrow 3pm")
    await page.get_by_text("Enter client details").click()
    details = page.get_by_role("dialog", name="New client")
    await details.get_by_label("Name").fill("Grace Hopper")
    await details.get_by_role("button", name="Add client").click()
    await expect(page.get_by_text("Grace Hopper")).to_be_visible()
    await page.get_by_role("combobox", name="Service").click()
    await page.locator(".float [role=option], .float [cmdk-item]").first.click()
    await _picture(page, "visitor-booking")
    await page.get_by_role("button", name="Book appointment").click()
    await expect(page.get_by_text("Appointment received")).to_be_visible()
    await _picture(page, "visitor-received")

    await page.goto(f"{salon['url']}/clients")
    await expect(page.get_by_label("Password")).to_be_visible()
    locked.call("DELETE", f"/api/v1/modules/{salon['slug']}/public-access")
    await page.goto(f"{salon['url']}/services")
    await expect(page.get_by_label("Password")).to_be_visible()


@pytest.mark.deep
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_public_pages_have_no_serious_accessibility_fault(
    opened: Opener, locked: RunningServer, salon: dict[str, Any], scheme: str, size: dict[str, int]
) -> None:
    confirm(locked, salon["slug"])
    window = await opened(salon["url"], color_scheme=scheme, viewport=size)
    await window.page.add_init_script(path=AXE)
    faults = []
    for path in ("/services", "/book-an-appointment"):
        await window.go(path)
        faults += [f"{path}: {fault}" for fault in await faults_of(window.page)]
        await _picture(window.page, f"visitor{path.replace('/', '-')}-{scheme}-{size['width']}")
    assert not faults, "\n".join(faults)
