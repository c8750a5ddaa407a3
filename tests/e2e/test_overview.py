"""The overview: figures and reports follow what people do."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.e2e.application import Desk, Window


@pytest.mark.deep
async def test_the_report_counts_a_new_appointment(
    window: Window, people: dict[str, Any], desk: Desk
) -> None:
    for day in (3, 4):
        await desk.create(
            "appointments",
            client_id=people["client"]["id"],
            stylist_id=people["stylist"]["id"],
            service_id=people["service"]["id"],
            starts_at=f"2031-07-0{day}T09:00:00Z",
        )
        await window.go("/")
        row = window.page.get_by_role("row").filter(has_text=people["stylist"]["name"])
        await expect(row.get_by_role("cell").last).to_have_text(str(day - 2))


@pytest.mark.deep
async def test_a_figure_follows_a_booking_made_here(window: Window, people: dict[str, Any]) -> None:
    await window.go("/")
    figure = window.page.locator("dt", has_text="To confirm").locator("xpath=following-sibling::dd[1]")
    before = int(await figure.inner_text())
    await window.go("/appointments?tab=Table")
    await window.add("appointment")
    await window.book(
        client=people["client"]["name"],
        stylist=people["stylist"]["name"],
        service=people["service"]["name"],
        start="5 July 2031 9am",
    )
    await expect(window.form).to_be_hidden()
    await window.page.get_by_role("link", name="Overview").click()
    await expect(figure).to_have_text(str(before + 1))
