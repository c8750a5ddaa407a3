"""Appointments on the board: moved by mouse, by keyboard, by menu; illegal moves say why."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.e2e.application import Desk, Window


@pytest.fixture
async def card(people: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """A booked appointment that no other test touches."""
    return await desk.create(
        "appointments",
        client_id=people["client"]["id"],
        stylist_id=people["stylist"]["id"],
        service_id=people["service"]["id"],
        starts_at="2031-06-02T09:00:00Z",
    )


async def board(window: Window, people: dict[str, Any]) -> None:
    """The board with only this stylist's appointments."""
    stylist = people["stylist"]["id"]
    await window.go(f"/appointments?tab=Board&appointment.stylist={stylist}")
    await expect(grip(window, people)).to_be_visible()


def column(window: Window, state: str) -> Locator:
    return window.page.get_by_role("region", name=state, exact=True)


def grip(window: Window, people: dict[str, Any]) -> Locator:
    return window.page.get_by_role("button", name=f"Move {people['client']['name']}")


async def status(desk: Desk, card: dict[str, Any], wanted: str) -> str:
    """The state on the server, which the board may be a moment ahead of."""
    for _ in range(50):
        rows = await desk.rows("appointments", **{"filter[id]": card["id"]})
        state: str = rows[0]["status"]
        if state == wanted:
            break
        await asyncio.sleep(0.1)
    return state


async def drag(window: Window, what: Locator, onto: Locator) -> None:
    """Carry something with the mouse, as a hand does: in small steps."""
    start, end = await what.bounding_box(), await onto.bounding_box()
    assert start is not None
    assert end is not None
    mouse = window.page.mouse
    await mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    await mouse.down()
    await mouse.move(end["x"] + end["width"] / 2, end["y"] + 80, steps=12)
    await mouse.up()


@pytest.mark.deep
async def test_a_card_is_dragged_to_its_next_state(
    window: Window, people: dict[str, Any], card: dict[str, Any], desk: Desk
) -> None:
    await board(window, people)
    await drag(window, grip(window, people), column(window, "Confirmed"))
    await window.hears("Confirmed")
    await expect(column(window, "Confirmed").get_by_role("listitem")).to_have_count(1)
    assert await status(desk, card, "confirmed") == "confirmed"


@pytest.mark.deep
async def test_a_card_that_may_not_go_there_returns_and_says_why(
    window: Window, people: dict[str, Any], card: dict[str, Any], desk: Desk
) -> None:
    await board(window, people)
    await drag(window, grip(window, people), column(window, "No-show"))
    await window.hears("An appointment that is booked cannot go to no-show.")
    await expect(column(window, "Booked").get_by_role("listitem")).to_have_count(1)
    assert await status(desk, card, "booked") == "booked"


@pytest.mark.deep
async def test_a_step_that_its_guard_refuses_says_why(
    window: Window, people: dict[str, Any], card: dict[str, Any], desk: Desk
) -> None:
    await desk.step("appointments", card, "confirm")
    await board(window, people)
    await drag(window, grip(window, people), column(window, "Done"))
    await expect(window.toasts.first).to_be_visible()
    await expect(column(window, "Confirmed").get_by_role("listitem")).to_have_count(1)
    assert await status(desk, card, "confirmed") == "confirmed"


@pytest.mark.deep
async def test_a_card_is_moved_by_keyboard(
    window: Window, people: dict[str, Any], card: dict[str, Any], desk: Desk
) -> None:
    await board(window, people)
    await grip(window, people).focus()
    for key in ("Space", "ArrowRight", "Space"):
        await window.page.keyboard.press(key)
        await window.page.wait_for_timeout(150)
    await expect(column(window, "Confirmed").get_by_role("listitem")).to_have_count(1)
    assert await status(desk, card, "confirmed") == "confirmed"


@pytest.mark.deep
async def test_a_card_is_moved_by_its_menu_which_offers_legal_steps_only(
    window: Window, people: dict[str, Any], card: dict[str, Any], desk: Desk
) -> None:
    await board(window, people)
    await window.page.get_by_role("button", name=f"Steps for {people['client']['name']}").click()
    steps = window.page.get_by_role("menuitem")
    await expect(steps).to_have_text([re.compile("Confirm"), re.compile("Cancel")])
    await steps.last.click()
    await expect(column(window, "Cancelled").get_by_role("listitem")).to_have_count(1)
    assert await status(desk, card, "cancelled") == "cancelled"
