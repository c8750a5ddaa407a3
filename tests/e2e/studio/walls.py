"""Dashboards of the person at Studio, made over the API where a test is about what they look like."""

import asyncio
from typing import Any

from tests.blocks.source import Source
from tests.e2e.studio.desk import Studio

_PATIENCE = 60.0
CITIES = [{"city": "Berlin", "orders": 12}, {"city": "Graz", "orders": 7}, {"city": "Wien", "orders": 9}]
ASKED = ("as a table", "as bars", "as a line", "as a pie")
NOT_MADE = "The mood of my neighbours"


async def theirs(studio: Studio, method: str, path: str, body: Any = None) -> Any:
    """What the API answers the person in the window: nobody else sees what they have not shared."""
    answer = await studio.page.request.fetch(
        f"{studio.base}/api/v1{path}", method=method, data=body, headers={"origin": studio.base}
    )
    assert answer.ok, await answer.text()
    return await answer.json()


async def empty_dashboard(studio: Studio) -> str:
    """A dashboard with nothing on it; its id."""
    made = await theirs(studio, "POST", "/dashboards", {"name": "Nothing on it"})
    return str(made["id"])


async def furnished(studio: Studio, source: Source) -> tuple[str, str]:
    """A dashboard with blocks that were made and one that was not; its id and that of the first block."""
    source.say(CITIES)
    made = await theirs(studio, "POST", "/dashboards", {"name": "Übersicht der Wareneingangsprotokolle"})
    path = f"/dashboards/{made['id']}"
    for asked in (*(f"{source.address} {one}" for one in ASKED), NOT_MADE):
        await theirs(studio, "POST", f"{path}/blocks", {"asked": asked})
    async with asyncio.timeout(_PATIENCE):
        while True:
            blocks = (await theirs(studio, "GET", path))["blocks"]
            if all(block["state"] != "making" for block in blocks):
                break
            await asyncio.sleep(0.2)
    first = next(block for block in blocks if block["state"] == "live")
    return str(made["id"]), str(first["id"])
