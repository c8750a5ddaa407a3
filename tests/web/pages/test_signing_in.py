"""Signing in and out at the platform's own address."""

import re
from uuid import UUID

from sayso.identity.authentication.links import platform_link
from sayso.identity.people.invitations import Place
from sayso.identity.permissions import AgencyRole
from tests.web.pages.people import People, account, place, sign_in


async def test_who_is_not_signed_in_is_sent_to_the_form_and_back(people: People) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.browser()
    assert place(await browser.get("/sessions?status=failed")) == "/signin?next=%2Fsessions%3Fstatus%3Dfailed"
    assert place(await browser.get("/")) == "/signin"
    answer = await sign_in(browser, query="?next=%2Faccount")
    assert place(answer) == "/account"
    assert (await browser.get("/account")).status_code == 200
    assert (await account(browser))["user"]["email"] == "ada@example.com"


async def test_a_wrong_password_keeps_the_address_and_says_the_way_out(people: People) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.browser()
    answer = await sign_in(browser, password="wrong horse battery")
    assert answer.status_code == 401
    assert 'role="alert"' in answer.text
    assert "Forgot password" in answer.text
    assert 'value="ada@example.com"' in answer.text
    assert "wrong horse" not in answer.text
    nobody = await sign_in(browser, "nobody@example.com")
    said = re.compile(r'role="alert".*?</div>', re.DOTALL)
    assert said.findall(nobody.text) == said.findall(answer.text)
    assert place(await sign_in(browser)) == "/"


async def test_next_leads_only_to_paths_of_our_own(people: People) -> None:
    await people.add("ada@example.com", "acme")
    for wrong in (
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a%0d%0ab: c",
    ):
        answer = await sign_in(await people.browser(), query=f"?next={wrong}")
        assert place(answer) == "/", wrong


async def test_a_link_signs_in_once_and_looking_at_it_does_not_use_it_up(people: People) -> None:
    user_id = await people.add("ada@example.com", "acme", password=None)
    services = people.sayso.services
    link = (await platform_link(services.database, services.settings, user_id)).partition("8400")[2]
    browser = await people.browser()
    for _ in range(2):
        page = await browser.get(link)
        assert page.status_code == 200
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "script-src 'sha256-" in page.headers["content-security-policy"]
    assert place(await browser.post(link)) == "/"
    assert (await account(browser))["user"]["id"] == str(user_id)
    other = await people.browser()
    assert (await other.get(link)).status_code == 410
    assert (await other.post(link)).status_code == 410
    assert place(await other.get("/")) == "/signin"


async def test_a_form_that_comes_from_elsewhere_changes_nothing(people: People) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.signed_in()
    elsewhere = {"origin": "http://shop.localhost:8400", "sec-fetch-site": "same-site"}
    answer = await browser.post("/signout", headers=elsewhere)
    assert answer.status_code == 403
    assert "<h1>" in answer.text
    for method, path, body in (
        ("PATCH", "/auth/me", {"name": "Eve"}),
        ("POST", "/auth/agency", {"agency": "acme"}),
        ("POST", "/auth/sign-out-everywhere", None),
        ("DELETE", "/auth/session", None),
        ("DELETE", "/auth/identities?issuer=a&subject=b", None),
    ):
        answer = await browser.request(method, f"/api/v1{path}", headers=elsewhere, json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_site"), path
    assert (await account(browser))["user"]["name"] == "Ada"
    stranger = await people.browser()
    answer = await stranger.post(
        "/signin", headers=elsewhere, data={"email": "ada@example.com", "password": "x"}
    )
    assert answer.status_code == 403


async def test_signing_out_ends_the_session_and_not_only_the_cookie(people: People) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.signed_in()
    cookie = browser.cookies["sayso_session"]
    assert place(await browser.post("/signout")) == "/signin?said=out"
    assert "You are signed out." in (await browser.get("/signin?said=out")).text
    thief = await people.browser()
    thief.cookies.set("sayso_session", cookie)
    assert place(await thief.get("/")) == "/signin"


async def test_whoever_was_switched_off_is_not_let_in(people: People) -> None:
    await people.add("ada@example.com", "acme", is_active=False)
    assert (await sign_in(await people.browser())).status_code == 401


async def test_too_many_attempts_at_one_account_have_to_wait(people: People) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.browser()
    for _ in range(6):
        assert (await sign_in(browser, password="wrong horse battery")).status_code == 401
    answer = await sign_in(browser)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "<h1>" in answer.text


async def test_every_page_keeps_itself_to_itself(people: People) -> None:
    stranger = await people.browser()
    for path in ("/signin", "/forgot", "/reset/x", "/invitations/x"):
        answer = await stranger.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert "<script" not in answer.text
        assert answer.headers["cache-control"] == "no-store"


async def test_what_people_are_called_is_never_markup(people: People) -> None:
    inviter = await people.add("ada@example.com", "acme")
    name = '<img src=x onerror=alert(1)> & "Acme"'
    browser = await people.signed_in()
    assert (await browser.patch("/api/v1/agency", json={"name": name})).status_code == 200
    agency = UUID((await account(browser))["agency"]["id"])
    new = await people.sayso.services.invitations.create(
        agency, "bob@example.com", "", Place(role=AgencyRole.USER), inviter
    )
    page = (await (await people.browser()).get(f"/invitations/{new.token}")).text
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; &#34;Acme&#34;" in page
