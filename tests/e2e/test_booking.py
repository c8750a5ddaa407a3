"""Booking an appointment, from the sentence that described the salon to a refused overlap."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import expect

from tests.e2e.application import PHONE, Desk, Window
from tests.e2e.conftest import Opener

CLASH = re.compile("already has|overlap|at (that|the same) time", re.IGNORECASE)


@pytest.mark.deep
async def test_a_person_adds_a_client(window: Window) -> None:
    name = f"Grace {uuid4().hex[:6]}"
    await window.go("/clients")
    await window.add("client")
    await window.form.get_by_label("Name").fill(name)
    await window.form.get_by_label("Email").fill(f"{name.replace(' ', '.').lower()}@example.com")
    await window.send()
    await window.hears(re.compile("Client|added|saved", re.IGNORECASE))
    await expect(window.page.get_by_role("link", name=name)).to_be_visible()


@pytest.mark.deep
async def test_a_form_names_what_is_missing_and_focuses_it(window: Window) -> None:
    await window.go("/clients")
    await window.add("client")
    await window.form.get_by_label("Email").fill("not an address")
    await window.send()
    await expect(window.form.get_by_label("Name")).to_be_focused()
    await expect(window.form.get_by_label("Name")).to_have_attribute("aria-invalid", "true")
    await expect(window.form.get_by_label("Email")).to_have_attribute("aria-invalid", "true")
    await expect(window.form.get_by_label("Email")).to_have_value("not an address")


@pytest.mark.deep
async def test_an_overlapping_appointment_is_refused_and_nothing_typed_is_lost(
    window: Window, people: dict[str, Any], desk: Desk
) -> None:
    booking = {kind: people[kind]["name"] for kind in ("client", "stylist", "service")}
    await window.go("/appointments?tab=Table")
    await window.add("appointment")
    await window.book(**booking, start="12 March 2031 3pm")
    await expect(window.form).to_be_hidden()
    await expect(window.page.get_by_role("link", name=booking["client"]).first).to_be_visible()

    await window.add("appointment")
    await window.form.get_by_label("Notes").fill("Bring the colour chart.")
    await window.book(**booking, start="12 March 2031 3:15pm")
    await expect(
        window.form.get_by_text("This stylist already has an appointment at that time.")
    ).to_be_visible()
    await expect(window.form.get_by_label("Notes")).to_have_value("Bring the colour chart.")
    await expect(window.form.get_by_role("combobox", name="Client")).to_have_text(booking["client"])
    rows = await desk.rows("appointments", **{"filter[client.name]": booking["client"]})
    assert len(rows) == 1

    moment = window.form.get_by_role("textbox", name="Starts at")
    await moment.fill("12 March 2031 3:30pm")
    await moment.press("Enter")
    await window.send()
    await expect(window.form).to_be_hidden()
    rows = await desk.rows("appointments", **{"filter[client.name]": booking["client"]})
    assert len(rows) == 2


@pytest.mark.parametrize(
    "viewport", [pytest.param(None, id="desk"), pytest.param(PHONE, id="phone", marks=pytest.mark.deep)]
)
async def test_the_salon_of_the_demo_sentence_takes_and_refuses_bookings(
    opened: Opener, demo_origin: str, demo_desk: Desk, viewport: dict[str, int] | None
) -> None:
    window = await opened(demo_origin, **({"viewport": viewport, "has_touch": True} if viewport else {}))
    mark = uuid4().hex[:6]
    booking = {"client": f"Ada {mark}", "stylist": f"Sue {mark}", "service": f"Cut {mark}"}
    await demo_desk.create("clients", name=booking["client"], email=f"{mark}@example.com")
    await demo_desk.create("stylists", name=booking["stylist"])
    await demo_desk.create("services", name=booking["service"], price=30, duration=30)

    await window.go("/")
    if viewport:
        await window.page.get_by_role("button", name="Pages", exact=True).click()
    await window.page.get_by_role("link", name=re.compile("^Appointments")).first.click()
    await expect(window.page.get_by_role("heading", level=1)).to_have_text("Appointments")
    await window.add("appointment")
    await window.book(**booking, start="12 March 2031 3pm")
    await expect(window.form).to_be_hidden()
    await window.add("appointment")
    await window.book(**booking, start="12 March 2031 3pm")
    await expect(window.form.get_by_text(CLASH).first).to_be_visible()
    rows = await demo_desk.rows("appointments", **{"filter[client.name]": booking["client"]})
    assert len(rows) == 1


@pytest.mark.deep
async def test_a_phone_books_by_form_and_drawer(
    opened: Opener, origin: str, people: dict[str, Any], desk: Desk
) -> None:
    window = await opened(origin, viewport=PHONE, has_touch=True, is_mobile=True)
    await window.go("/")
    await window.page.get_by_role("button", name="Pages", exact=True).click()
    drawer = window.page.get_by_role("dialog")
    await drawer.get_by_role("link", name=re.compile("^Appointments")).click()
    await expect(drawer).to_be_hidden()
    await window.add("appointment")
    await window.book(
        client=people["client"]["name"],
        stylist=people["stylist"]["name"],
        service=people["service"]["name"],
        start="13 March 2031 10am",
    )
    await expect(window.form).to_be_hidden()
    rows = await desk.rows("appointments", **{"filter[client.name]": people["client"]["name"]})
    assert [row["starts_at"][:16] for row in rows] == ["2031-03-13T10:00"]
    width = await window.page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], "the page scrolls sideways"
