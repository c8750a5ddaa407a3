"""Data and flows changed by hand: as tables, in the diagram and its panel; what the API says then."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.e2e.studio.desk import Studio

SALON = """A hair salon with clients and appointments. A client has a name and a phone.
An appointment has a start and a price. An appointment is booked, then confirmed, then done."""


@pytest.fixture
async def salon(studio: Studio) -> str:
    """A session of a hair salon; its id."""
    return await studio.session(SALON)


async def spec_of(studio: Studio, session: str) -> dict[str, Any]:
    """The present spec, as the API has it."""
    found: dict[str, Any] = await asyncio.to_thread(studio.call, "GET", f"/sessions/{session}/spec")
    return found


async def entity_of(studio: Studio, session: str, name: str) -> dict[str, Any]:
    """An entity of the present spec."""
    spec = await spec_of(studio, session)
    return next(entity for entity in spec["entities"] if entity["name"] == name)


async def undo(page: Page) -> None:
    """Take back the last change, by the button that the toast about it offers."""
    toast = page.locator("[data-sonner-toast]").first
    await toast.get_by_role("button", name="Undo").click()
    await expect(page.get_by_text("Undone.").first).to_be_visible()


@pytest.mark.deep
async def test_a_field_is_added_in_the_grid_with_the_type_that_its_name_speaks_of(
    studio: Studio, salon: str
) -> None:
    page = await studio.go(f"/sessions/{salon}/data?view=tables")
    clients = page.get_by_role("region", name="Client", exact=True)
    await clients.get_by_role("textbox", name="New field of Client").fill("Birthday")
    await expect(clients.get_by_role("combobox", name="Type of the new field")).to_have_value("date")
    await clients.get_by_role("button", name="Add field").click()
    await expect(clients.get_by_role("textbox", name="Label of Birthday")).to_have_value("Birthday")
    fields = {field["name"]: field for field in (await entity_of(studio, salon, "client"))["fields"]}
    assert fields["birthday"]["type"] == "date"
    await clients.get_by_role("checkbox", name="Birthday: required").check()
    await expect(page.get_by_text("Make field Birthday of Client required").first).to_be_visible()
    await undo(page)
    await expect(clients.get_by_role("checkbox", name="Birthday: required")).not_to_be_checked()


@pytest.mark.deep
async def test_a_field_is_renamed_in_the_panel_of_the_diagram_and_keeps_its_id(
    studio: Studio, salon: str
) -> None:
    before = {field["name"]: field["id"] for field in (await entity_of(studio, salon, "client"))["fields"]}
    page = await studio.go(f"/sessions/{salon}/data")
    await page.get_by_role("group", name="Client: Name").press("Enter")
    panel = page.get_by_role("region", name="Client", exact=True)
    await panel.get_by_role("button", name=re.compile("^Phone")).click()
    label = page.get_by_role("textbox", name="Label of Phone")
    await label.fill("Mobile")
    await label.press("Enter")
    await expect(page.get_by_role("textbox", name="Label of Mobile")).to_have_value("Mobile")
    after = {field["name"]: field["id"] for field in (await entity_of(studio, salon, "client"))["fields"]}
    assert after["mobile"] == before["phone"]
    await undo(page)
    await expect(page.get_by_role("textbox", name="Label of Phone")).to_have_value("Phone")
    assert (await entity_of(studio, salon, "client"))["fields"][1]["name"] == "phone"


@pytest.mark.deep
async def test_a_name_that_is_taken_is_refused_at_its_place_and_nothing_typed_is_lost(
    studio: Studio, salon: str
) -> None:
    field = (await entity_of(studio, salon, "client"))["fields"][1]
    page = await studio.go(f"/sessions/{salon}/data?view=tables&at={field['id']}")
    name = page.get_by_role("textbox", name="Name of Phone in data and code")
    await name.fill("name")
    await name.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("name is taken in client")
    await expect(name).to_have_value("name")
    await page.get_by_role("button", name="Put back “phone”").click()
    await expect(name).to_have_value("phone")
    assert (await entity_of(studio, salon, "client"))["fields"][1]["name"] == "phone"


@pytest.mark.deep
async def test_entities_are_related_without_a_mouse(studio: Studio, salon: str) -> None:
    page = await studio.go(f"/sessions/{salon}/data")
    await page.get_by_role("button", name="Add relation").press("Enter")
    dialog = page.get_by_role("dialog", name="Add a relation")
    await dialog.get_by_label("From", exact=True).select_option(label="Client")
    await dialog.get_by_label("To", exact=True).select_option(label="Appointment")
    await dialog.get_by_label("How they go together").select_option("many_to_many")
    await dialog.get_by_label("In Client it is called").fill("favourites")
    await dialog.get_by_role("button", name="Add relation").press("Enter")
    await expect(dialog).to_be_hidden()
    links = {link["name"]: link for link in (await spec_of(studio, salon))["relationships"]}
    assert links["favourites"]["kind"] == "many_to_many"
    await expect(page.get_by_text("Favourites", exact=True).first).to_be_attached()
    await undo(page)
    assert "favourites" not in {link["name"] for link in (await spec_of(studio, salon))["relationships"]}


@pytest.mark.deep
async def test_a_state_and_a_step_to_it_are_added_to_a_flow(studio: Studio, salon: str) -> None:
    page = await studio.go(f"/sessions/{salon}/flow")
    await page.get_by_role("textbox", name="New state").fill("On hold")
    await page.get_by_role("button", name="Add state").click()
    await expect(page.get_by_role("group", name="On hold. Nothing leads here")).to_be_attached()
    await page.get_by_role("button", name="Add step").click()
    dialog = page.get_by_role("dialog", name="Add a step")
    await dialog.get_by_label("From", exact=True).select_option(label="Booked")
    await dialog.get_by_label("To", exact=True).select_option(label="On hold")
    await dialog.get_by_label("What it is called").fill("Hold")
    await dialog.get_by_role("button", name="Add step").click()
    await expect(dialog).to_be_hidden()
    flow = (await spec_of(studio, salon))["flows"][0]
    steps = {step["name"]: (step["from"], step["to"]) for step in flow["transitions"]}
    assert steps["hold"] == ("booked", "on_hold")
    await undo(page)
    assert "hold" not in {step["name"] for step in (await spec_of(studio, salon))["flows"][0]["transitions"]}


@pytest.mark.deep
async def test_an_element_that_an_address_points_at_is_shown_and_has_the_focus(
    studio: Studio, salon: str
) -> None:
    flow = (await spec_of(studio, salon))["flows"][0]
    page = await studio.go(f"/sessions/{salon}/flow?at={flow['states'][1]['id']}")
    state = page.get_by_role("group", name="Confirmed", exact=True)
    await expect(state).to_be_focused()
    await expect(page.get_by_role("region", name="Confirmed", exact=True)).to_be_visible()
