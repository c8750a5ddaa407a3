"""The wizard: from a narrative through six steps to a session with a preview; nothing is lost on the way."""

import re
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.e2e.studio.desk import Studio

NARRATIVE = """
We sell roofing work. Companies have a name and a website. Contacts have a name, an email and a phone and
belong to a company. Deals have a title, a value and an expected close date; a deal belongs to a company.
A deal starts as lead, then becomes qualified, and finally won or lost. Only managers may mark a deal as
won. We want a board of deals and a list of contacts. Managers may do everything. Sales reps may see
companies and contacts, and create and change deals. Total deal value by stage as a bar chart.
""".replace("\n", " ").strip()


async def describe(page: Page, words: str) -> None:
    """Write the words of a step and have its form filled from them."""
    await page.get_by_role("textbox", name="Describe it").fill(words)
    await page.get_by_role("button", name="Generate from description").click()


async def step_to(page: Page, label: str) -> None:
    """Go to a step by its name at the top."""
    await page.get_by_role("navigation", name="Steps").get_by_role("button", name=label).click()


@pytest.mark.rotating(2, of="journeys in Studio")
async def test_a_narrative_goes_through_six_steps_to_a_session_with_a_preview(studio: Studio) -> None:
    page = await studio.go("/wizard")
    await page.get_by_role("checkbox", name="Use one description for all six steps").check()
    await describe(page, NARRATIVE)
    await expect(page.get_by_label("Records of").first).to_have_value("Company")

    for question in (
        "Which records go together?",
        "Which states do they go through?",
        "What do people want to see?",
        "Who may do what?",
        "Which figures matter to you?",
    ):
        await page.get_by_role("button", name=re.compile("^Next: ")).click()
        await expect(page.get_by_role("heading", name=question)).to_be_visible()
        await page.get_by_role("button", name="Generate from description").click()
        await expect(page.get_by_text("Filled without a language model.")).to_be_visible()

    await page.get_by_role("button", name="Look at all of it").click()
    await expect(page.get_by_role("heading", name="Is this what you need?")).to_be_visible()
    await page.get_by_role("main").get_by_role("button", name="Create", exact=True).last.click()
    await page.wait_for_url(re.compile(r"/sessions/[0-9a-f-]{36}/preview"))
    session = studio.call("GET", f"/sessions/{page.url.split('/')[-2]}")
    assert (session["status"], session["revision"]) == ("reviewing", 1)
    spec = studio.call("GET", f"/sessions/{session['id']}/spec")
    names = [one["name"] for one in spec["entities"]]
    assert {"company", "contact", "deal"} <= set(names)
    assert spec["flows"][0]["initial"] == "lead"

    await studio.go("/wizard")
    await expect(page.get_by_role("link", name="Go on there")).to_be_visible()


@pytest.mark.deep
async def test_a_step_that_fails_keeps_the_form_and_says_what_to_do(studio: Studio) -> None:
    page = await studio.go("/wizard")
    await describe(page, "Bikes have a name and a price.")
    name = page.get_by_label("Records of")
    await expect(name).to_have_value("Bike")

    async def refuse(route: Route) -> None:
        await route.fulfill(
            status=503, json={"detail": "The server has a rest.", "hint": "Try again in a minute."}
        )

    await page.route("**/api/v1/definition-step", refuse)
    await describe(page, "Bikes have a name, a price and a colour.")
    await expect(page.get_by_role("alert")).to_contain_text("The server has a rest.")
    await expect(name).to_have_value("Bike")
    await name.fill("Bicycle")
    await page.unroute("**/api/v1/definition-step", refuse)
    await page.get_by_role("button", name="Generate from description").click()
    await page.get_by_role("dialog").get_by_role("button", name="Replace").click()
    await expect(page.get_by_role("alert")).to_have_count(0)
    await expect(page.get_by_label("Records of")).to_have_value("Bike")
    await page.get_by_role("region", name="Description").get_by_role("button", name="Undo").click()
    await expect(page.get_by_label("Records of")).to_have_value("Bicycle")
    studio.faults[:] = [fault for fault in studio.faults if "503" not in fault]


@pytest.mark.deep
async def test_a_reload_keeps_words_and_forms_and_starting_over_asks(studio: Studio) -> None:
    page = await studio.go("/wizard")
    await describe(page, "Bikes have a name and a price.")
    await expect(page.get_by_label("Records of")).to_have_value("Bike")
    await page.get_by_label("Records of").fill("Bicycle")
    await page.get_by_role("button", name="Add a field").click()
    await page.get_by_label("Field", exact=True).last.fill("Colour")
    await page.get_by_label("Kind").last.select_option("enum")
    await page.get_by_label("Choices, separated by commas").fill("Red, Blue")
    await step_to(page, "Permissions")
    await page.get_by_role("button", name="Add a role").click()
    await page.get_by_label("Role", exact=True).fill("Mechanic")
    await page.get_by_role("button", name="Only look at everything").click()
    await page.reload()

    await expect(page.get_by_label("Role", exact=True)).to_have_value("Mechanic")
    await expect(page.get_by_role("checkbox", name="See Bicycle")).to_be_checked()
    await expect(page.get_by_role("checkbox", name="Delete Bicycle")).not_to_be_checked()
    await step_to(page, "Object model")
    await expect(page.get_by_label("Records of")).to_have_value("Bicycle")
    await expect(page.get_by_label("Choices, separated by commas")).to_have_value("Red, Blue")
    await expect(page.get_by_role("textbox", name="Describe it")).to_have_value(
        "Bikes have a name and a price."
    )

    await page.get_by_role("button", name="Start over").click()
    dialog = page.get_by_role("dialog", name="Start over?")
    await dialog.get_by_role("button", name="Keep it").click()
    await expect(page.get_by_label("Records of")).to_have_value("Bicycle")
    await page.get_by_role("button", name="Start over").click()
    await dialog.get_by_role("button", name="Empty all steps").click()
    await expect(page.get_by_label("Records of")).to_have_count(0)


@pytest.mark.deep
async def test_forms_alone_make_an_application_without_a_word(studio: Studio) -> None:
    page = await studio.go("/wizard")
    await page.get_by_label("Name of the application").fill("Workshop")
    await page.get_by_role("button", name="Add a kind of record").click()
    await page.get_by_label("Records of").fill("Repair order")
    await step_to(page, "States")
    await page.get_by_role("button", name="Add states to a kind of record").click()
    await step_to(page, "Create")
    await page.get_by_role("main").get_by_role("button", name="Create", exact=True).last.click()
    await page.wait_for_url(re.compile(r"/sessions/[0-9a-f-]{36}/preview"))
    session: dict[str, Any] = studio.call("GET", f"/sessions/{page.url.split('/')[-2]}")
    spec: dict[str, Any] = studio.call("GET", f"/sessions/{session['id']}/spec")
    assert session["name"] == spec["name"] == "Workshop"
    assert [one["name"] for one in spec["entities"]] == ["repair_order"]
    assert [one["name"] for one in spec["flows"][0]["states"]] == ["open", "done"]
    assert spec["pages"]
