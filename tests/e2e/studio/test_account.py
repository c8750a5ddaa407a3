"""The agency's own things in a browser: people, invitations, keys, models, budget, log."""

import re
from uuid import uuid4

import httpx
import pytest
from playwright.async_api import expect

from tests.e2e.studio.conftest import StudioOpener
from tests.e2e.studio.desk import Studio, newcomer


@pytest.mark.deep
async def test_a_role_is_changed_and_the_log_says_so(studio: Studio) -> None:
    email = newcomer(studio.server, "user")
    page = await studio.go("/account/people")
    role = page.get_by_role("listitem").filter(has_text=email).get_by_role("combobox")
    await role.select_option("viewer")
    await expect(page.get_by_text("Ada Lovelace: Viewer")).to_be_visible()
    await studio.go("/account/audit?action=membership.changed")
    entry = page.get_by_role("button", name=re.compile(re.escape(email))).first
    await entry.click()
    await expect(page.get_by_role("row", name="role user viewer")).to_be_visible()


@pytest.mark.deep
async def test_the_last_administrator_stays(studio: Studio) -> None:
    people = studio.call("GET", "/agency/people")["items"]
    for person in people:
        if person["role"] == "admin" and person["email"] != studio.email:
            studio.call("DELETE", f"/agency/people/{person['user_id']}")
    page = await studio.go("/account/people")
    role = page.get_by_role("listitem").filter(has_text=studio.email).get_by_role("combobox")
    await role.select_option("user")
    said = page.get_by_role("region", name=re.compile("^Notifications"))
    await expect(said).to_contain_text(re.compile("administrator", re.IGNORECASE))
    await expect(role).to_have_value("admin")


@pytest.mark.deep
async def test_somebody_is_invited_by_a_link_that_is_shown_to_copy_and_withdrawn(studio: Studio) -> None:
    email = f"li-{uuid4().hex[:6]}@example.com"
    page = await studio.go("/account/invitations")
    await page.get_by_role("button", name="Invite somebody").click()
    await page.get_by_label("E-mail address").fill(email)
    await page.get_by_role("dialog").get_by_role("button", name="Invite", exact=True).click()
    await expect(page.get_by_label("Link")).to_have_value(re.compile("/invitations/"))
    await page.get_by_role("button", name="Done").click()
    await page.get_by_role("button", name=f"Withdraw the invitation of {email}").click()
    await page.get_by_role("dialog").get_by_role("button", name="Withdraw").click()
    await expect(page.get_by_role("listitem").filter(has_text=email)).to_contain_text("Withdrawn")


@pytest.mark.deep
async def test_a_key_works_until_it_is_revoked(studio: Studio) -> None:
    page = await studio.go("/account/keys")
    await page.get_by_role("button", name="Make a key").click()
    await page.get_by_role("textbox", name="Name").fill("Nightly export")
    await page.get_by_role("button", name="Make key").click()
    key = await page.get_by_label("Key", exact=True).input_value()
    headers = {"authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=studio.base, headers=headers) as program:
        assert (await program.get("/api/v1/modules")).status_code == 200
        await page.get_by_role("button", name="Done").click()
        await page.get_by_role("button", name="Revoke Nightly export").click()
        await page.get_by_role("dialog").get_by_role("button", name="Revoke key").click()
        await expect(page.get_by_text("Revoked", exact=True)).to_be_visible()
        assert (await program.get("/api/v1/modules")).status_code == 401


@pytest.mark.deep
async def test_a_provider_is_set_up_and_never_shows_its_key(studio: Studio) -> None:
    page = await studio.go("/account/models")
    await expect(page.get_by_text("Everything works offline")).to_be_visible()
    await page.get_by_role("button", name="Add a provider").click()
    await page.get_by_role("radio", name=re.compile("^Another address")).check()
    await page.get_by_label("API key").fill("sk-quite-secret")
    await page.get_by_label("Address", exact=True).fill("http://127.0.0.1:9/v1")
    await page.get_by_role("dialog").get_by_role("button", name="Add provider").click()
    row = page.get_by_role("list", name="Providers").get_by_role("listitem")
    await expect(row).to_contain_text("has a key")
    assert "sk-quite-secret" not in await page.content()

    await page.get_by_role("button", name="Change Answers").click()
    await page.get_by_label("Add a model").fill("small")
    await page.get_by_role("dialog").get_by_role("button", name="Add", exact=True).click()
    await page.get_by_role("dialog").get_by_role("button", name="Save").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.get_by_role("button", name="Ask gateway:small to say hello").click()
    await expect(row.get_by_role("status")).to_have_text(re.compile(r"\w"), timeout=30_000)

    await studio.go("/account/usage")
    await page.get_by_role("button", name="Change limits").click()
    await page.get_by_label("US dollars a month").fill("5")
    await page.get_by_role("button", name="Set limits").click()
    await expect(page.get_by_text(re.compile(r"of (US)?\$5\.00 used this month"))).to_be_visible()


@pytest.mark.deep
async def test_a_viewer_sees_people_and_is_not_offered_what_is_for_others(open_studio: StudioOpener) -> None:
    studio = await open_studio("viewer")
    page = await studio.go("/account/people")
    await expect(page.get_by_text("Administrators change roles and take people out.")).to_be_visible()
    await expect(page.get_by_role("main").get_by_role("combobox", name=re.compile("^Role of"))).to_have_count(
        0
    )
    await studio.go("/account/audit")
    await expect(page.get_by_text("This is not for your role")).to_be_visible()
    await studio.go("/wizard")
    await expect(page.get_by_text("Ask an administrator.")).to_be_visible()
