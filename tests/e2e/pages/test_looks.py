"""Whether everybody can use the pages: contrast, names, sizes."""

from typing import Any

import pytest
from playwright.async_api import Page

from sayso.main.local import RunningServer
from tests.e2e.application import DESK, PHONE
from tests.e2e.pages.conftest import Opener
from tests.e2e.pages.test_signing_in import fill_in
from tests.e2e.test_looks import AXE, faults_of

ALONE = ("/signin", "/signin?said=out", "/forgot", "/reset/none", "/invitations/none", "/signin/openid/none")


async def faults_at(page: Page, address: str) -> list[str]:
    await page.goto(address)
    wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found = await faults_of(page)
    return [f"{address}: {fault}" for fault in [*found, *(["wider than the window"] if wide else [])]]


LOOKS = {
    "light desk": {"color_scheme": "light", "viewport": DESK},
    "dark phone": {"color_scheme": "dark", "viewport": PHONE, "has_touch": True},
    "light small": {"color_scheme": "light", "viewport": {"width": 320, "height": 700}, "has_touch": True},
    "dark desk": {"color_scheme": "dark", "viewport": DESK},
}


@pytest.mark.deep
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
async def test_no_page_has_a_serious_accessibility_fault(
    opened: Opener, office: RunningServer, platform: str, salon_url: str, look: dict[str, Any]
) -> None:
    page = await opened(**look)
    await page.add_init_script(path=AXE)
    faults = [fault for path in ALONE for fault in await faults_at(page, platform + path)]
    made = office.call("POST", "/api/v1/operator/users/dora@example.com/reset-links")
    faults += await faults_at(page, made["url"])
    await page.goto(f"{platform}/signin")
    await fill_in(page, "ada@example.com", "wrong horse battery")
    await page.get_by_role("alert").wait_for()
    faults += await faults_of(page)
    assert faults == []
