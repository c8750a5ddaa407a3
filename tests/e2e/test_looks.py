"""How it looks and what assistive technology meets, on every page, light and dark, wide and narrow."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.e2e.application import DESK, PHONE, Window
from tests.e2e.conftest import Opener

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/",
    "/appointments",
    "/appointments?tab=Board",
    "/appointments?tab=Table",
    "/clients",
    "/clients?new=client",
    "/appointments?new=appointment",
    "/stylists",
    "/services",
)


async def serious_faults(window: Window) -> list[str]:
    """What keeps people out of what the window shows."""
    return await faults_of(window.page)


async def faults_of(page: Page) -> list[str]:
    """What axe-core finds that keeps people out."""
    found: dict[str, Any] = await page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for fault in found["violations"]
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


@pytest.mark.rotating(1)
@pytest.mark.parametrize(
    ("scheme", "size"),
    [
        pytest.param("light", DESK, id="light desk"),
        pytest.param("dark", PHONE, id="dark phone"),
        pytest.param("dark", DESK, id="dark desk"),
        pytest.param("light", PHONE, id="light phone"),
    ],
)
async def test_no_page_has_a_serious_accessibility_fault(
    opened: Opener, origin: str, scheme: str, size: dict[str, int]
) -> None:
    window = await opened(origin, color_scheme=scheme, viewport=size)
    await window.page.add_init_script(path=AXE)
    faults = []
    for path in PAGES:
        await window.go(path)
        faults += [f"{path}: {fault}" for fault in await serious_faults(window)]
    assert not faults, "\n".join(faults)


@pytest.mark.deep
async def test_an_open_record_has_no_serious_accessibility_fault(
    opened: Opener, origin: str, people: dict[str, Any]
) -> None:
    window = await opened(origin)
    await window.page.add_init_script(path=AXE)
    for kind, page in (("client", "clients"), ("stylist", "stylists"), ("service", "services")):
        await window.go(f"/{page}?record={kind}:{people[kind]['id']}")
        await expect(window.form).to_be_visible()
        assert await serious_faults(window) == []


@pytest.mark.deep
@pytest.mark.parametrize("width", [320, 375, 768, 1440])
async def test_no_page_scrolls_sideways(opened: Opener, origin: str, width: int) -> None:
    window = await opened(origin, viewport={"width": width, "height": 800})
    wide = {}
    for path in PAGES:
        await window.go(path)
        wide[path] = await window.page.evaluate("document.documentElement.scrollWidth")
    assert {path: found for path, found in wide.items() if found > width} == {}


@pytest.mark.deep
async def test_dark_is_dark_and_chosen_looks_last(window: Window) -> None:
    await window.go("/clients")
    light = await ground(window)
    await window.page.get_by_role("button", name=", menu").click()
    await window.page.get_by_role("menuitemcheckbox", name="Dark").click()
    await expect(window.page.locator("html")).to_have_attribute("data-theme", "dark")
    await window.page.wait_for_timeout(500)
    dark = await ground(window)
    assert dark < 0.35
    assert light > 0.8
    await window.page.reload()
    await expect(window.page.get_by_role("heading", level=1)).to_be_visible()
    assert await ground(window) == dark


async def ground(window: Window) -> float:
    """How light the page is behind everything, from 0 to 1."""
    light: float = await window.page.evaluate(
        """() => {
          const canvas = document.createElement("canvas").getContext("2d");
          canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
          canvas.fillRect(0, 0, 1, 1);
          const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
          return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
        }"""
    )
    return light


@pytest.mark.deep
async def test_long_german_words_and_arabic_names_fit(opened: Opener, origin: str) -> None:
    window = await opened(origin, viewport=PHONE)
    await window.go("/clients")
    for name in (
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "ليلى بنت أحمد",
    ):
        await window.add("client")
        await window.form.get_by_label("Name").fill(name)
        await window.send()
        await expect(window.form).to_be_hidden()
        await expect(window.page.get_by_role("link", name=name).first).to_be_visible()
    assert await window.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
