"""How Studio looks and what assistive technology meets, on every screen, light and dark, wide and narrow."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from sayso.spec.model import AppSpec
from tests.blocks.source import open_source
from tests.e2e.application import PHONE
from tests.e2e.studio.bots import furnished_bots
from tests.e2e.studio.conftest import StudioOpener
from tests.e2e.studio.walls import empty_dashboard, furnished
from tests.e2e.test_looks import AXE, faults_of

BIKES = "Bike rental: bikes have a name and a daily price, customers rent bikes from a day to a day."
PLACES = (
    "/",
    "/sessions",
    "/sessions?q=nothing-like-this",
    "/wizard",
    *(f"/wizard?step={step}" for step in ("relationships", "state-flow", "pages", "permissions", "reports")),
    "/modules",
    "/dashboards",
    "/account",
    *(
        f"/account/{one}"
        for one in ("agencies", "people", "invitations", "keys", "secrets", "models", "usage", "audit")
    ),
)
TABS = (
    *("", "data", "data?view=tables", "pages", "flow"),
    *("permissions", "reports", "code", "history", "review"),
)
OF_A_BLOCK = ("overview", "code", "versions", "log", "attempts", "requests")
OF_A_MODULE = ("", "data", "people", "settings", "revisions")
LOOKS: dict[str, dict[str, Any]] = {
    "light desk": {"color_scheme": "light"},
    "dark desk": {"color_scheme": "dark"},
    "dark phone": {"color_scheme": "dark", "viewport": PHONE, "has_touch": True},
    "light small": {"color_scheme": "light", "viewport": {"width": 320, "height": 700}, "has_touch": True},
}


@pytest.mark.deep
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
async def test_no_screen_keeps_anybody_out_is_too_wide_or_breaks_its_own_policy(
    open_studio: StudioOpener, salon: AppSpec, look: dict[str, Any]
) -> None:
    studio = await open_studio(**look)
    session = await studio.session(BIKES)
    slug = studio.call("POST", "/modules", {"spec": salon.to_json(), "sample": True})["module"]["slug"]
    page = studio.page
    async with open_source() as source:
        dashboard, block = await furnished(studio, source)
        bots = await furnished_bots(studio, source.address)
    await page.add_init_script(path=AXE)
    await page.add_init_script(
        "addEventListener('securitypolicyviolation', (one) => console.error(one.effectiveDirective))"
    )
    faults: list[str] = []
    for path in (
        *PLACES,
        *(f"/sessions/{session}/{tab}" for tab in TABS),
        *(f"/modules/{slug}/{tab}" for tab in OF_A_MODULE),
        f"/dashboards/{await empty_dashboard(studio)}",
        f"/dashboards/{dashboard}",
        *(f"/dashboards/{dashboard}?block={block}&tab={tab}" for tab in OF_A_BLOCK),
        *bots,
    ):
        await studio.go(path)
        await settled(page)
        if await page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{path}: wider than the window")
        faults += [f"{path}: {fault}" for fault in await faults_of(page)]
    assert not faults, "\n".join(faults)


async def settled(page: Page) -> None:
    """Wait until nothing of the screen is still on its way; the stream of a session stays open."""
    await page.wait_for_load_state("load")
    await expect(page.locator(".skeleton")).to_have_count(0, timeout=15_000)
    await page.wait_for_timeout(300)
