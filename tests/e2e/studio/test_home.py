"""The start of Studio: describing, finding again, switching, and what happens when something fails."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from sayso.spec.model import AppSpec
from tests.e2e.studio.conftest import StudioOpener
from tests.e2e.studio.desk import Studio

BIKES = "A list of bikes with a name and a price"


def box(page: Page) -> Any:
    return page.get_by_role("textbox", name="What do you need?")


@pytest.mark.deep
async def test_what_somebody_needs_becomes_a_session_at_once(studio: Studio) -> None:
    page = await studio.go("/")
    await expect(box(page)).to_be_focused()
    await page.keyboard.type(BIKES)
    await page.reload()
    await expect(box(page)).to_have_value(BIKES)
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile(r"/sessions/[0-9a-f-]{36}$"))
    await expect(page.get_by_text(BIKES).first).to_be_visible()
    await studio.settled(page.url.rpartition("/")[2])
    await studio.go("/")
    await expect(box(page)).to_have_value("")
    recent = page.get_by_role("region", name="Recent sessions")
    await expect(recent.get_by_text("To review")).to_be_visible()
    await recent.get_by_role("link", name="Bikes", exact=True).click()
    await page.wait_for_url(re.compile(r"/sessions/[0-9a-f-]{36}$"))


@pytest.mark.deep
async def test_a_lost_connection_is_said_loses_nothing_and_comes_back_by_itself(studio: Studio) -> None:
    page = await studio.go("/")
    await box(page).fill(BIKES)
    await page.context.set_offline(True)
    await box(page).press("Enter")
    await expect(page.get_by_text("The connection to the server was lost.")).to_be_visible()
    await expect(page.get_by_text("The connection is lost.")).to_be_visible()
    await expect(box(page)).to_have_value(BIKES)
    await page.context.set_offline(False)
    await expect(page.get_by_text("The connection is lost.")).to_have_count(0)
    await page.get_by_role("button", name="Build it").click()
    await page.wait_for_url(re.compile(r"/sessions/[0-9a-f-]{36}$"))
    studio.faults[:] = [fault for fault in studio.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


@pytest.mark.deep
async def test_a_published_application_opens_signed_in_from_the_start(studio: Studio, salon: AppSpec) -> None:
    installed = studio.call("POST", "/modules", {"spec": salon.to_json(), "sample": True})
    name = installed["module"]["name"]
    page = await studio.go("/")
    modules = page.get_by_role("region", name="Modules")
    async with page.context.expect_page() as opening:
        await modules.get_by_role("link", name=f"Open {name} in a new tab").click()
    opened = await opening.value
    await opened.wait_for_url(re.compile(re.escape(installed["module"]["url"])))
    await expect(opened.get_by_role("heading", level=1)).to_be_visible()
    await expect(
        page.get_by_role("list", name="Newest modules").get_by_role("link", name=name)
    ).to_be_visible()


@pytest.mark.deep
async def test_switching_the_agency_shows_that_one_alone_in_every_window(
    studio: Studio,
) -> None:
    await studio.session(BIKES)
    name = f"North {uuid4().hex[:6]}"
    page = await studio.go("/account/agencies")
    await page.get_by_role("button", name="Found an agency").click()
    await page.get_by_label("Name of the agency").fill(name)
    await page.get_by_role("button", name="Found agency").click()
    await expect(page.get_by_role("button", name=f"Switch to {name}")).to_be_visible()
    await studio.go("/")
    other = await page.context.new_page()
    await other.goto(f"{studio.base}/sessions")
    await expect(other.get_by_role("link", name="Bikes", exact=True)).to_be_visible()
    await page.get_by_role("button", name=re.compile("^Agency: ")).click()
    await page.get_by_role("menuitemcheckbox", name=name).click()
    await expect(page.get_by_role("button", name=f"Agency: {name}, switch")).to_be_visible()
    await expect(page.get_by_role("link", name="Bikes", exact=True)).to_have_count(0)
    await other.wait_for_timeout(5_500)
    await other.evaluate("dispatchEvent(new Event('visibilitychange'))")
    await expect(other.get_by_role("link", name="Bikes", exact=True)).to_have_count(0)


@pytest.mark.deep
async def test_sessions_are_found_renamed_and_deleted_by_keyboard(studio: Studio) -> None:
    await studio.session(BIKES)
    await studio.session("A hair salon with stylists")
    page = await studio.go("/")
    await page.get_by_role("heading", level=1).focus()
    await page.keyboard.press("g")
    await page.keyboard.press("s")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Sessions")
    await page.keyboard.press("/")
    await page.keyboard.type("salon")
    sessions = page.get_by_role("list", name="Sessions")
    await expect(sessions.get_by_role("listitem")).to_have_count(1)
    await expect(page).to_have_url(re.compile(r"\?q=salon$"))
    await page.get_by_role("button", name=re.compile("salon.*actions")).focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("menuitem", name="Rename").press("Enter")
    await expect(page.get_by_role("textbox", name="Name", exact=True)).to_be_focused()
    await page.keyboard.press("Control+A")
    await page.keyboard.type("The salon next door")
    await page.keyboard.press("Enter")
    await expect(sessions.get_by_role("link", name="The salon next door")).to_be_visible()
    await page.get_by_role("button", name="The salon next door, actions").press("Enter")
    await page.get_by_role("menuitem", name="Delete").press("Enter")
    await page.get_by_role("button", name="Delete session").press("Enter")
    await expect(page.get_by_text("No session is like that")).to_be_visible()
    await page.get_by_role("button", name="Show all sessions").press("Enter")
    await expect(sessions.get_by_role("listitem")).to_have_count(1)


@pytest.mark.deep
async def test_a_viewer_may_look_and_is_told_why_there_is_no_box(open_studio: StudioOpener) -> None:
    viewer = await open_studio("viewer")
    page = await viewer.go("/")
    await expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Applications of Agency "))
    await expect(page.get_by_text("takes the role User")).to_be_visible()
    await expect(page.get_by_role("textbox")).to_have_count(0)
    await viewer.go("/account/audit")
    await expect(page.get_by_text("This is not for your role")).to_be_visible()


@pytest.mark.deep
async def test_another_name_and_password_are_kept_and_other_browsers_are_signed_out(
    open_studio: StudioOpener, studio: Studio
) -> None:
    other = await open_studio(email=studio.email)
    await other.go("/account")
    page = await studio.go("/account")
    await page.get_by_label("Name", exact=True).fill("Ada King")
    await page.get_by_role("button", name="Save name").click()
    await expect(page.get_by_role("button", name="Ada King Administrator Menu")).to_be_visible()
    await page.get_by_label("Present password").fill("not this one at all")
    await page.get_by_label("New password").fill("violet harbour seventeen")
    await page.get_by_role("button", name="Change password").click()
    await expect(page.get_by_label("Present password")).to_have_attribute("aria-invalid", "true")
    await page.get_by_label("Present password").fill("plum harbour violet seventeen")
    await page.get_by_role("button", name="Change password").click()
    await expect(page.get_by_text("Your password is changed")).to_be_visible()
    await other.page.reload()
    await expect(other.page.get_by_role("heading", level=1)).to_have_text("Sign in")
