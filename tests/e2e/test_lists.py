"""Working in lists: editing in place, narrowing, deleting and taking it back."""

import re
from typing import Any

import pytest
from playwright.async_api import expect

from tests.e2e.application import Desk, Window
from tests.e2e.conftest import Opener


@pytest.mark.deep
async def test_a_cell_is_edited_in_place_and_taken_back(
    window: Window, people: dict[str, Any], desk: Desk
) -> None:
    name = people["client"]["name"]
    await window.go(f"/clients?client:q={name}")
    await window.page.get_by_role("button", name=f"Edit Mobile of {name}").click()
    cell = window.page.get_by_role("textbox", name=f"Mobile of {name}")
    await cell.fill("+44 20 7946 0999")
    await cell.press("Enter")
    await window.hears("Mobile saved")
    assert [row["mobile"] for row in await desk.rows("clients", q=name)] == ["+44 20 7946 0999"]
    await window.toasts.get_by_role("button", name="Undo").click()
    await expect(window.page.get_by_role("button", name=f"Edit Mobile of {name}")).to_contain_text("empty")
    assert [row["mobile"] for row in await desk.rows("clients", q=name)] == [None]


@pytest.mark.deep
async def test_a_cell_that_cannot_be_saved_says_why(window: Window, people: dict[str, Any]) -> None:
    name = people["client"]["name"]
    await window.go(f"/clients?client:q={name}")
    await window.page.get_by_role("button", name=f"Edit Email of {name}").click()
    cell = window.page.get_by_role("textbox", name=f"Email of {name}")
    await cell.fill("nonsense")
    await cell.press("Enter")
    await expect(window.page.get_by_role("alert")).to_contain_text(re.compile("email", re.IGNORECASE))
    await expect(cell).to_have_value("nonsense")
    await cell.press("Escape")
    await expect(cell).to_be_hidden()


@pytest.mark.deep
async def test_a_deleted_client_comes_back_by_undo(
    window: Window, people: dict[str, Any], desk: Desk
) -> None:
    name = people["client"]["name"]
    await window.go(f"/clients?client:q={name}")
    await window.page.get_by_role("link", name=name).click()
    await window.form.get_by_role("button", name="More").click()
    await window.page.get_by_role("menuitem", name="Delete").click()
    await window.hears("Client deleted")
    await expect(window.page.get_by_role("link", name=name)).to_be_hidden()
    assert await desk.rows("clients", q=name) == []
    await window.toasts.get_by_role("button", name="Undo").click()
    await expect(window.page.get_by_role("link", name=name)).to_be_visible()
    assert [row["id"] for row in await desk.rows("clients", q=name)] == [people["client"]["id"]]


@pytest.mark.deep
async def test_what_is_in_use_is_not_deleted_and_the_reason_is_said(
    window: Window, people: dict[str, Any], desk: Desk
) -> None:
    await desk.create(
        "appointments",
        client_id=people["client"]["id"],
        stylist_id=people["stylist"]["id"],
        service_id=people["service"]["id"],
        starts_at="2031-04-01T09:00:00Z",
    )
    await window.go(f"/clients?record=client:{people['client']['id']}")
    await window.form.get_by_role("button", name="More").click()
    await window.page.get_by_role("menuitem", name="Delete").click()
    await window.hears(re.compile("appointment", re.IGNORECASE))
    assert await desk.rows("clients", q=people["client"]["name"]) != []


@pytest.mark.deep
async def test_filters_are_sentences_that_the_address_keeps(
    opened: Opener, window: Window, origin: str
) -> None:
    await window.go("/appointments?tab=Table")
    await window.page.get_by_role("search").get_by_role("button", name="Status").click()
    await window.option("Booked").click()
    await window.page.keyboard.press("Escape")
    chip = window.page.get_by_role("button", name="Status is Booked")
    await expect(chip.first).to_be_visible()
    states = window.page.get_by_role("table").get_by_role("row").locator("td:has(.badge)")
    await expect(states.first).to_have_text("Booked")
    seen = await states.all_inner_texts()
    assert set(seen) == {"Booked"}

    address = window.page.url
    assert "appointment.status" in address
    other = await opened(origin)
    await other.go(address.removeprefix(origin))
    await expect(other.page.get_by_role("button", name="Status is Booked").first).to_be_visible()
    await expect(other.page.get_by_role("table").get_by_role("row").locator("td:has(.badge)")).to_have_text(
        seen
    )

    await window.page.get_by_role("button", name="Remove: Status is Booked").click()
    await expect(chip).to_have_count(0)
    assert "status" not in window.page.url


@pytest.mark.deep
async def test_an_empty_result_offers_to_clear_the_search(window: Window) -> None:
    await window.go("/clients")
    await window.page.get_by_role("searchbox", name="Search clients").fill("nobody of this name")
    await window.page.get_by_role("button", name=re.compile("^Clear search")).click()
    await expect(window.page.get_by_role("table").get_by_role("link").first).to_be_visible()


@pytest.mark.deep
async def test_an_open_record_is_part_of_the_address(window: Window, people: dict[str, Any]) -> None:
    name = people["client"]["name"]
    await window.go(f"/clients?client:q={name}")
    await window.page.get_by_role("link", name=name).click()
    await expect(window.form.get_by_role("heading", name=name)).to_be_visible()
    await window.page.reload()
    await expect(window.form.get_by_role("heading", name=name)).to_be_visible()
    await window.page.go_back()
    await expect(window.form).to_be_hidden()
