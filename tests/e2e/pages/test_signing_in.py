"""Getting in, in a real browser: by link, password, mail, invitation and provider."""

import asyncio
import re
from dataclasses import replace
from email.message import EmailMessage

import pytest
from playwright.async_api import Page, expect

from sayso.main.local import RunningServer
from tests.e2e.pages.conftest import PASSWORD, Opener, add_user
from tests.support.mail import Post

pytestmark = pytest.mark.rotating(1)
NEW_PASSWORD = "violet harbour seventeen"
START = "What do you need?"


async def fill_in(page: Page, email: str, password: str = PASSWORD) -> None:
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password", exact=True).fill(password)
    await page.get_by_role("button", name="Sign in", exact=True).click()


async def is_at(page: Page, heading: str) -> None:
    await expect(page.get_by_role("heading", level=1)).to_have_text(heading)


async def letter_to(post: Post, email: str) -> EmailMessage:
    """The last letter to this address, which comes some time after the answer."""
    for _ in range(300):
        if found := [letter for letter in post.letters if letter["to"] == email]:
            return found[-1]
        await asyncio.sleep(0.1)
    raise AssertionError("no letter came")


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"http://\S+", str(letter.get_content()))
    assert found is not None
    return found.group()


async def test_the_link_that_is_printed_signs_in(
    opened: Opener, office: RunningServer, platform: str
) -> None:
    link = office.call("POST", "/api/v1/operator/signin-links")["url"]
    page = await opened()
    await page.goto(link)
    await is_at(page, START)
    assert page.url == f"{platform}/"
    other = await opened()
    await other.goto(link)
    await is_at(other, "This link does not work any more")


@pytest.mark.deep
async def test_a_wrong_password_is_said_and_the_right_one_leads_on(
    opened: Opener, office: RunningServer, platform: str
) -> None:
    page = await opened()
    await page.goto(f"{platform}/account")
    await is_at(page, "Sign in")
    await expect(page.get_by_label("E-mail")).to_be_focused()
    await fill_in(page, "ada@example.com", "wrong horse battery")
    await expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    await expect(page.get_by_label("E-mail")).to_have_value("ada@example.com")
    await expect(page.get_by_label("Password", exact=True)).to_be_focused()
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await is_at(page, "Account")


async def test_a_forgotten_password_is_chosen_anew_by_mail(
    opened: Opener, office: RunningServer, platform: str, post: Post
) -> None:
    add_user(office, "grace@example.com", "Grace")
    page = await opened()
    await page.goto(f"{platform}/signin")
    await page.get_by_role("link", name="Forgot password?").click()
    await page.get_by_label("E-mail").fill("grace@example.com")
    await page.get_by_role("button", name="Send the link").click()
    await is_at(page, "Look into your mail")
    await page.goto(link_in(await letter_to(post, "grace@example.com")))
    await page.get_by_label("New password").fill(NEW_PASSWORD)
    await page.get_by_role("button", name="Change password").click()
    await expect(page.get_by_role("status")).to_have_text("Your password is changed. Sign in with it.")
    await fill_in(page, "grace@example.com", NEW_PASSWORD)
    await is_at(page, START)


async def test_somebody_new_joins_by_invitation(opened: Opener, office: RunningServer, platform: str) -> None:
    body = {"email": "frida@example.com", "role": "user"}
    made = office.call("POST", "/api/v1/agency/invitations", body)
    page = await opened()
    await page.goto(made["url"])
    await is_at(page, "Join My company")
    await page.get_by_label("Your name").fill("Frida Kahlo")
    await page.get_by_label("Password", exact=True).fill(NEW_PASSWORD)
    await page.get_by_role("button", name="Join My company").click()
    await is_at(page, START)
    await expect(page.get_by_text("Frida Kahlo").first).to_be_visible()


@pytest.mark.deep
async def test_an_application_is_reached_through_signing_in_and_by_one_click_from_then_on(
    opened: Opener, office: RunningServer, platform: str, salon_url: str
) -> None:
    page = await opened()
    slug = salon_url.partition("://")[2].partition(".")[0]
    await page.goto(f"{platform}/signin?module={slug}&next=/clients")
    await fill_in(page, "ada@example.com")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Clients")
    assert page.url == f"{salon_url}/clients"
    await page.goto(f"{platform}/")
    async with page.context.expect_page() as opening:
        await page.get_by_role("link", name=re.compile("^Open Salon")).first.click()
    await (await opening.value).wait_for_url(re.compile(f"^{re.escape(salon_url)}/"))


@pytest.mark.deep
async def test_somebody_of_two_agencies_switches_between_them(
    opened: Opener, office: RunningServer, platform: str
) -> None:
    north = replace(office, agency="north-hair")
    body = {"email": "carol@example.com", "role": "user"}
    made = north.call("POST", "/api/v1/agency/invitations", body)
    page = await opened()
    await page.goto(made["url"])
    await page.get_by_role("link", name="Sign in to join").click()
    await fill_in(page, "carol@example.com")
    await page.get_by_role("button", name="Join North Hair").click()
    await is_at(page, START)
    await page.get_by_role("button", name="Agency: My company, switch").click()
    await page.get_by_role("menuitemcheckbox", name="North Hair").click()
    await expect(page.get_by_role("button", name="Agency: North Hair, switch")).to_be_visible()
    await expect(page.get_by_text("nobody else sees it until you publish")).to_be_visible()


async def test_a_provider_signs_in_and_the_account_shows_it(
    opened: Opener, office: RunningServer, platform: str
) -> None:
    add_user(office, "bob@example.com", "Bob")
    page = await opened()
    await page.goto(f"{platform}/account")
    await page.get_by_role("link", name="Continue with Company account").click()
    await page.get_by_placeholder("Enter any login").fill("bob")
    await page.get_by_placeholder("and password").fill("anything")
    await page.get_by_role("button", name="Sign-in").click()
    await is_at(page, "Account")
    await expect(page.get_by_role("button", name="Disconnect Company account")).to_be_visible()


@pytest.mark.deep
async def test_signing_out_everywhere_ends_other_browsers(
    opened: Opener, office: RunningServer, platform: str
) -> None:
    one, other = await opened(), await opened()
    for page in (one, other):
        await page.goto(f"{platform}/account")
        await fill_in(page, "dora@example.com")
        await is_at(page, "Account")
    await one.reload()
    await one.get_by_role("button", name="Sign out everywhere").click()
    await one.get_by_role("dialog").get_by_role("button", name="Sign out everywhere").click()
    await expect(one.get_by_role("status")).to_have_text("You are signed out everywhere.")
    await other.reload()
    await is_at(other, "Sign in")


@pytest.mark.deep
async def test_everything_works_by_keyboard(opened: Opener, office: RunningServer, platform: str) -> None:
    page = await opened()
    await page.goto(f"{platform}/signin")
    await expect(page.get_by_label("E-mail")).to_be_focused()
    await page.keyboard.type("ada@example.com")
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Forgot password?")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await is_at(page, START)
    await expect(page.get_by_role("textbox", name=START)).to_be_focused()
    await page.get_by_role("link", name="Skip to the content").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main")).to_be_focused()
