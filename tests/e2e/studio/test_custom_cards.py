"""Cards that draw themselves: they get the data of their block, and nothing else of the machine."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import FrameLocator, expect

from tests.blocks.source import Source, open_source
from tests.e2e.studio.desk import Studio
from tests.e2e.studio.walls import CITIES, theirs

BY_HAND = """def fetch_data(ctx):
    return [{"city": "Bonn", "orders": 3}, {"city": "Graz", "orders": 7}]


def process_data(data):
    return {"cities": data}
"""
COUNTING = """import { useState } from "react";
export default function Cities({ data }: { data: { cities: { city: string; orders: number }[] } }) {
  const [city, choose] = useState("nobody");
  return (
    <div>
      {data.cities.map((one) => (
        <button key={one.city} onClick={() => choose(one.city)}>{`${one.city}: ${one.orders}`}</button>
      ))}
      <output>{`Chosen: ${city}`}</output>
    </div>
  );
}
"""
PRYING = """import { useEffect, useState } from "react";
const tries: Record<string, () => unknown> = {
  cookie: () => document.cookie,
  storage: () => localStorage.length,
  parent: () => window.parent.document.title,
  top: () => (window.top as Window).document.body.innerHTML,
};
export default function Prying() {
  const [found, note] = useState<string[]>([]);
  useEffect(() => {
    const got = Object.keys(tries).filter((name) => {
      try {
        return Boolean(tries[name]());
      } catch {
        return false;
      }
    });
    fetch("ADDRESS").then(
      () => note([...got, "network"]),
      () => note([...got, "nothing more"]),
    );
  }, []);
  return <output>{`Reached: ${found.join(", ")}`}</output>;
}
"""
BROKEN = "export default function Broken({ data }) {\n  return <b>{data.nothing.at}</b>;\n}\n"
SOON = 45_000


@pytest.fixture
async def source() -> AsyncIterator[Source]:
    """Where the data of the block is at first."""
    async with open_source() as found:
        found.say(CITIES)
        yield found


async def drawn(studio: Studio, source: Source, code: str) -> FrameLocator:
    """A dashboard on screen with a block whose card is drawn by this code."""
    board = await theirs(studio, "POST", "/dashboards", {"name": "Drawn by hand"})
    path = f"/dashboards/{board['id']}"
    made = await theirs(studio, "POST", f"{path}/blocks", {"asked": f"{source.address} as a table"})
    page = await studio.go(path)
    await expect(page.get_by_role("cell", name="Berlin")).to_be_visible(timeout=SOON)
    card: dict[str, Any] = {
        "kind": "custom",
        "title": "Cities",
        "explanation": "Orders by city.",
        "code": code,
    }
    await theirs(studio, "PUT", f"/blocks/{made['id']}/code", {"code": BY_HAND, "card": card})
    await page.reload()
    return page.frame_locator("iframe[title='Cities']")


@pytest.mark.deep
async def test_a_card_of_its_own_is_drawn_with_the_data_and_can_be_used(
    studio: Studio, source: Source
) -> None:
    frame = await drawn(studio, source, COUNTING)
    await expect(frame.get_by_role("button", name="Bonn: 3")).to_be_visible(timeout=SOON)
    await frame.get_by_role("button", name="Graz: 7").click()
    await expect(frame.get_by_text("Chosen: Graz")).to_be_visible()


async def test_code_of_a_card_reaches_neither_the_page_around_it_nor_a_network(
    studio: Studio, source: Source
) -> None:
    frame = await drawn(studio, source, PRYING.replace("ADDRESS", f"http://{source.host}/pried"))
    await expect(frame.get_by_text("Reached: nothing more")).to_be_visible(timeout=SOON)
    assert "/pried" not in source.asked
    assert all("Content Security Policy" in fault or "Fetch API" in fault for fault in studio.faults)
    studio.faults.clear()


@pytest.mark.deep
async def test_a_card_that_breaks_says_so_and_leaves_the_dashboard_alone(
    studio: Studio, source: Source
) -> None:
    await drawn(studio, source, BROKEN)
    page = studio.page
    trouble = page.get_by_role("alert").filter(has_text="The card could not be drawn")
    await expect(trouble).to_be_visible(timeout=SOON)
    await expect(page.get_by_role("heading", name="Drawn by hand")).to_be_visible()
    await expect(trouble.get_by_role("button", name="Draw it again")).to_be_visible()
    assert all("reading 'at'" in fault for fault in studio.faults)
    studio.faults.clear()
