"""The door of an application: in by a link, out, and in again by a password, without losing the way."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from sayso.main.local import RunningServer
from sayso.spec.model import AppSpec
from tests.e2e.application import PHONE
from tests.e2e.conftest import Opener
from tests.support.processes import Machine, open_folder

EMAIL, PASSWORD = "ada@example.com", "four words do not belong"
SHOTS = os.environ.get("SAYSO_SHOTS")
"""A folder to leave pictures in, for people to look at."""


@pytest.fixture(scope="module")
def locked() -> Iterator[RunningServer]:
    """Sayso as it is unless told otherwise: everybody signs in."""
    with open_folder() as home, Machine(home).serving() as running:
        body = {"email": EMAIL, "name": "Ada", "role": "admin", "password": PASSWORD}
        running.call("POST", "/api/v1/operator/users", body)
        yield running


@pytest.fixture(scope="module")
def salon_behind_a_door(locked: RunningServer, salon: AppSpec) -> str:
    """The salon, where nobody is signed in yet."""
    made = locked.call("POST", "/api/v1/modules", {"spec": salon.to_json(), "sample": True})
    url: str = made["module"]["url"]
    return url


def _link(locked: RunningServer) -> str:
    url: str = locked.call("POST", "/api/v1/modules/salon/signin-links")["url"]
    return url


async def _picture(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS, f"{name}.png"))


@pytest.mark.deep
async def test_in_by_a_link_out_and_in_again_by_a_password(
    opened: Opener, locked: RunningServer, salon_behind_a_door: str
) -> None:
    window = await opened(salon_behind_a_door)
    page = window.page
    await page.goto(_link(locked))
    await expect(page.get_by_role("button", name=", menu")).to_be_visible()
    assert "token" not in page.url

    await page.get_by_role("button", name=", menu").click()
    await page.get_by_role("menuitem", name="Sign out").click()
    await expect(page.get_by_label("Password")).to_be_visible()
    await _picture(page, "door-light")

    await page.goto(f"{salon_behind_a_door}/clients?q=a&sort=name")
    await page.get_by_label("E-mail").fill(EMAIL)
    await page.get_by_label("Password").fill("something else")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    await _picture(page, "door-refused")
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("button", name="Ada, menu")).to_be_visible()
    assert page.url == f"{salon_behind_a_door}/clients?q=a&sort=name"


@pytest.mark.deep
async def test_a_link_asks_for_a_press_where_no_script_runs(
    opened: Opener, locked: RunningServer, salon_behind_a_door: str
) -> None:
    page = (await opened(salon_behind_a_door, java_script_enabled=False)).page
    link = _link(locked)
    await page.goto(link)
    await _picture(page, "door-link")
    await page.get_by_role("button", name="Go on to Salon").click()
    await expect(page).to_have_url(f"{salon_behind_a_door}/")
    await page.context.clear_cookies()
    await page.goto(link)
    await expect(page.get_by_text("was used already")).to_be_visible()
    await _picture(page, "door-used")


@pytest.mark.deep
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_door_fits_a_phone(opened: Opener, salon_behind_a_door: str, scheme: str) -> None:
    page = (await opened(salon_behind_a_door, viewport=PHONE, color_scheme=scheme)).page
    await page.goto(f"{salon_behind_a_door}/clients")
    await expect(page.get_by_role("heading", name="Salon")).to_be_visible()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    heights = await page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden]), .button')]"
        ".map((one) => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    await _picture(page, f"door-phone-{scheme}")


@pytest.mark.deep
async def test_the_account_leads_back_with_a_link(opened: Opener, salon_behind_a_door: str) -> None:
    page = (await opened(salon_behind_a_door)).page
    await page.goto(f"{salon_behind_a_door}/clients?q=a")
    account = await page.get_by_role("link", name="Continue with your account").get_attribute("href")
    assert account is not None
    assert account.endswith("/signin?module=salon&next=%2Fclients%3Fq%3Da")
