"""Looking at the application as another role."""

import re
from typing import Any

import pytest
from playwright.async_api import expect

from tests.e2e.application import Desk, Window


@pytest.mark.deep
async def test_a_stylist_sees_own_appointments_only(
    window: Window, people: dict[str, Any], desk: Desk
) -> None:
    await desk.create(
        "appointments",
        client_id=people["client"]["id"],
        stylist_id=people["stylist"]["id"],
        service_id=people["service"]["id"],
        starts_at="2031-05-01T09:00:00Z",
    )
    await window.go("/appointments?tab=Table")
    await expect(window.page.get_by_role("table").get_by_role("link").first).to_be_visible()
    await window.look_as("Stylist")
    await window.go("/appointments?tab=Table")
    await expect(window.page.get_by_role("link", name=people["client"]["name"])).to_have_count(0)
    answer = await window.ask("GET", "/api/appointments?page_size=200")
    assert people["stylist"]["id"] not in {row["stylist_id"] for row in answer["body"]["items"]}


@pytest.mark.deep
async def test_a_stylist_looks_at_stylists_but_may_not_add_one(window: Window) -> None:
    await window.go("/stylists")
    await expect(window.page.get_by_role("button", name="Add stylist").first).to_be_visible()
    await window.look_as("Stylist")
    await window.go("/stylists")
    await expect(window.page.get_by_role("button", name="Add stylist")).to_have_count(0)
    assert (await window.ask("POST", "/api/stylists", {"name": "Me too"}))["status"] == 403


@pytest.mark.deep
async def test_a_stylist_sees_neither_the_page_of_services_nor_their_prices(window: Window) -> None:
    await window.go("/")
    await window.look_as("Stylist")
    await window.go("/services")
    await expect(window.page.get_by_text("Services is not for your role")).to_be_visible()
    rows = (await window.ask("GET", "/api/services"))["body"]["items"]
    assert rows
    assert all(row.get("price") is None for row in rows)


@pytest.mark.deep
async def test_the_owner_returns_to_the_own_role(window: Window) -> None:
    await window.go("/services")
    await window.look_as("Stylist")
    await window.look_as("Owner")
    await window.go("/services")
    await expect(window.page.get_by_role("button", name=re.compile("Add service")).first).to_be_visible()
