"""A seating plan that was asked for in words and written by a model: clicked, in the running application."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from sayso.main.local import RunningServer
from tests.devloop.theatre import ASKED, seating_plan, theatre
from tests.e2e.application import Desk
from tests.e2e.conftest import Opener, desk_of
from tests.support.models import Json, model_server

SEATS = [("B", 1), ("A", 2), ("A", 1)]


@pytest.fixture
async def hall(server: RunningServer) -> AsyncIterator[tuple[str, Desk]]:
    """The theatre with its seating plan written and published."""

    def build(address: str) -> str:
        provider = {"name": "local", "kind": "compatible", "base_url": address}
        chains = {"code": {"models": ["local:code"], "retries": 0}}
        server.call("PUT", "/api/v1/models", {"providers": [provider], "chains": chains})
        module = server.call("POST", "/api/v1/modules", {"spec": theatre().to_json()})["module"]
        path = f"/api/v1/modules/{module['slug']}"
        written = server.call("POST", f"{path}/components/SeatingPlan/code", {"asked": ASKED})
        assert written["ok"], written
        server.call("POST", f"{path}/files", {"reason": "A seating plan"})
        server.call("PUT", "/api/v1/models", {})
        return str(module["url"])

    async with model_server([Json({"code": seating_plan(), "explanation": "Seats."})]) as models:
        origin = await asyncio.to_thread(build, models.url("openai"))
    async with desk_of(origin) as desk:
        yield origin, desk


@pytest.mark.deep
async def test_a_seat_is_taken_by_a_click_and_freed_by_a_key(hall: tuple[str, Desk], opened: Opener) -> None:
    origin, desk = hall
    for row, place in SEATS:
        await desk.create("seats", hall_row=row, place=place, is_taken=False)
    window = await opened(origin)
    await window.go("/seats")
    plan = window.page.get_by_role("region", name="Seating plan")
    await expect(plan.get_by_role("button")).to_have_text(["1", "2", "1"])
    await expect(plan).to_contain_text("3 free")

    await plan.get_by_role("button", name="Row A, seat 2, free").click()

    taken = plan.get_by_role("button", name="Row A, seat 2, taken")
    await expect(taken).to_have_attribute("aria-pressed", "true")
    await expect(plan).to_contain_text("2 free")
    await window.hears("Seat A2 is taken")
    assert [(one["hall_row"], one["place"]) for one in await desk.rows("seats") if one["is_taken"]] == [
        ("A", 2)
    ]

    await taken.focus()
    await window.page.keyboard.press("Enter")

    await expect(plan).to_contain_text("3 free")
    assert not any(one["is_taken"] for one in await desk.rows("seats"))
