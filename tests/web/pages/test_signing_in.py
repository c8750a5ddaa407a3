"""Signing in and out at the platform's own address."""

import re

from sayso.identity.signing_in.links import platform_link
from tests.web.pages.people import People, heading, place, sign_in


async def test_who_is_not_signed_in_is_sent_to_the_form_and_back(people: People) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.browser()
    assert place(await browser.get("/account?said=name")) == "/signin?next=%2Faccount%3Fsaid%3Dname"
    assert place(await browser.get("/")) == "/signin"
    answer = await sign_in(browser, query="?next=%2Faccount")
    assert place(answer) == "/account"
    assert heading(await browser.get("/account")) == "Account"


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
    assert heading(await browser.get("/")) == "Applications"
    other = await people.browser()
    assert (await other.get(link)).status_code == 410
    assert (await other.post(link)).status_code == 410
    assert place(await other.get("/")) == "/signin"


async def test_a_form_that_comes_from_elsewhere_changes_nothing(people: People) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.signed_in()
    elsewhere = {"origin": "http://shop.localhost:8400", "sec-fetch-site": "same-site"}
    for path in ("/signout", "/account/sessions/end-all", "/agency", "/account/name"):
        answer = await browser.post(path, headers=elsewhere, data={"agency": "acme", "name": "Eve"})
        assert answer.status_code == 403, path
        assert "<h1>" in answer.text
    assert "Eve" not in (await browser.get("/account")).text
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
    for _ in range(10):
        assert (await sign_in(browser, password="wrong horse battery")).status_code == 401
    answer = await sign_in(browser)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "<h1>" in answer.text


async def test_every_page_keeps_itself_to_itself(people: People) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.signed_in()
    stranger = await people.browser()
    answers = [await browser.get(path) for path in ("/", "/account")]
    answers += [await stranger.get(path) for path in ("/signin", "/forgot", "/reset/x", "/invitations/x")]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert "<script" not in answer.text
        assert answer.headers["cache-control"] == "no-store"


async def test_what_people_are_called_is_never_markup(people: People) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.signed_in()
    name = '<img src=x onerror=alert(1)> & "Ada"'
    assert place(await browser.post("/account/name", data={"name": name})) == "/account?said=name"
    page = (await browser.get("/account")).text
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; &#34;Ada&#34;" in page
