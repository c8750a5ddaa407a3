"""Signing in at an application with a password, and out again; what is written down of it."""

import re
from html import unescape

import httpx
import pytest
from sqlalchemy import select

from sayso.identity.permissions import AgencyRole
from sayso.identity.tables import AuditRow
from tests.support.running import Salon
from tests.support.studio import open_studio
from tests.web.doors import PASSWORD, PASSWORD_ROUTE, give_password, sessions_of, token_of
from tests.web.v1.people import make_person, signed_in


async def test_without_a_session_every_page_is_the_sign_in_page_and_keeps_the_address(shop: Salon) -> None:
    stranger = await shop.sayso.visitor(shop.module)
    page = await stranger.get("/clients?q=Ada%20L&filter[name]=a%2Bb")
    assert page.status_code == 401
    assert "<title>Sign in · Salon</title>" in page.text
    assert 'value="/clients?q=Ada%20L&amp;filter[name]=a%2Bb"' in page.text
    account = re.search(r'href="(http[^"]+/signin\?[^"]+)"', page.text)
    assert account is not None
    address = httpx.URL(unescape(account[1]))
    assert address.params["module"] == "salon"
    assert address.params["next"] == "/clients?q=Ada%20L&filter[name]=a%2Bb"


async def test_a_password_signs_in_and_leads_where_one_wanted_to_go(shop: Salon) -> None:
    await give_password(shop)
    stranger = await shop.sayso.visitor(shop.module)
    form = {"email": " Owner@ACME.example ", "password": PASSWORD, "next": "/clients?q=Ada%20L"}
    answer = await stranger.post(PASSWORD_ROUTE, data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/clients?q=Ada%20L")
    assert (await stranger.get("/api/session")).json()["member"]["email"] == "owner@acme.example"


async def test_a_wrong_password_and_an_unknown_person_read_the_same(shop: Salon) -> None:
    await give_password(shop)
    stranger = await shop.sayso.visitor(shop.module)
    pages = []
    for email, password in (("owner@acme.example", "wrong"), ("nobody@acme.example", PASSWORD), ("", "")):
        form = {"email": email, "password": password, "next": "/clients"}
        answer = await stranger.post(PASSWORD_ROUTE, data=form)
        assert answer.status_code == 401
        assert "set-cookie" not in answer.headers
        assert password == "" or password not in answer.text
        pages.append(answer.text.replace(f'value="{email}"', 'value=""'))
    assert pages[0] == pages[1] == pages[2]
    assert 'value="/clients"' in pages[0]


async def test_guessing_passwords_is_stopped(shop: Salon) -> None:
    stranger = await shop.sayso.visitor(shop.module)
    form = {"email": "owner@acme.example", "password": "wrong"}
    statuses = [(await stranger.post(PASSWORD_ROUTE, data=form)).status_code for _ in range(12)]
    assert statuses[0] == 401
    assert statuses[-1] == 429
    program = await stranger.post(
        "/api/session/token",
        data={"grant_type": "password", "username": "OWNER@acme.example", "password": "wrong"},
    )
    assert (program.status_code, program.json()["code"]) == (429, "too_many_requests")
    assert int(program.headers["retry-after"]) > 0


@pytest.mark.parametrize("path", ["/__signin", PASSWORD_ROUTE, "/__signout"])
async def test_pages_elsewhere_sign_nobody_in_or_out(shop: Salon, path: str) -> None:
    await give_password(shop)
    form = {"token": await token_of(shop), "email": "owner@acme.example", "password": PASSWORD}
    stranger = await shop.sayso.visitor(shop.module)
    for browser in (stranger, shop.owner):
        for headers in (
            {"origin": "http://evil.example"},
            {"origin": "http://other.localhost:8400"},
            {"origin": "null"},
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
        ):
            answer = await browser.post(path, data=form, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")
            assert "set-cookie" not in answer.headers
    assert (await shop.owner.get("/api/session")).status_code == 200


async def test_a_cookie_without_a_word_on_where_it_comes_from_changes_nothing(shop: Salon) -> None:
    del shop.owner.headers["origin"]
    refused = await shop.owner.post("/api/clients", json={"name": "Ada"})
    assert (refused.status_code, refused.json()["code"]) == (403, "cross_site")
    told = {"sec-fetch-site": "same-origin"}
    assert (await shop.owner.post("/api/clients", json={"name": "Ada"}, headers=told)).status_code == 201


@pytest.mark.rotating(4)
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (b"email=%FF", "application/x-www-form-urlencoded"),
        (b"email=a%00b&password=x", "application/x-www-form-urlencoded"),
        (b"a=1&" * 500, "application/x-www-form-urlencoded"),
        (b'{"email": "a"}', "application/json"),
        (b"", "text/plain"),
    ],
)
@pytest.mark.parametrize("path", ["/__signin", PASSWORD_ROUTE, "/api/session/token"])
async def test_what_is_no_form_is_refused(shop: Salon, path: str, body: bytes, kind: str) -> None:
    stranger = await shop.sayso.visitor(shop.module)
    answer = await stranger.post(path, content=body, headers={"content-type": kind})
    assert answer.status_code in {400, 401}
    assert "set-cookie" not in answer.headers


async def test_signing_out_ends_the_session_itself(shop: Salon) -> None:
    cookie = {"cookie": f"sayso_session={shop.owner.cookies['sayso_session']}"}
    assert (await shop.owner.post("/__signout")).status_code == 204
    assert (await shop.owner.get("/api/session")).status_code == 401
    assert (await shop.owner.get("/api/session", headers=cookie)).status_code == 401
    assert [row.ended_because for row in await sessions_of(shop)] == ["signed out"]


async def test_somebody_without_a_role_is_told_so_and_may_come_in_as_somebody_else(shop: Salon) -> None:
    user_id = await shop.sayso.member(shop.module, "guest@example.com", role=None)
    guest = await shop.sayso.visitor(shop.module, user_id)
    page = await guest.get("/clients")
    assert page.status_code == 403
    assert "no role in this application" in page.text
    assert 'action="/__signout"' in page.text
    assert (await guest.get("/api/clients")).json()["code"] == "denied"
    out = await guest.post("/__signout", data={"next": "/clients"}, headers={"accept": "text/html"})
    assert (out.status_code, out.headers["location"]) == (303, "/__signin?next=/clients")
    assert (await guest.get("/clients")).status_code == 401


@pytest.mark.parametrize("path", ["/__signin", PASSWORD_ROUTE, "/__signout"])
async def test_the_door_answers_to_its_own_methods_only(shop: Salon, path: str) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        assert (await shop.owner.request(method, path)).status_code == 405


async def test_who_signed_in_from_where_is_written_down(shop: Salon) -> None:
    agent = {"user-agent": "Browser of a test"}
    stranger = await shop.sayso.visitor(shop.module)
    await stranger.post("/__signin", data={"token": await token_of(shop)}, headers=agent)
    async with shop.sayso.services.database.system() as session:
        query = select(AuditRow).where(AuditRow.action == "session.started").order_by(AuditRow.id.desc())
        entry = (await session.execute(query)).scalars().first()
    assert entry is not None
    assert (entry.actor_kind, entry.actor_id, entry.actor_name) == ("person", shop.home.user_id, "Owner")
    assert (entry.address, entry.user_agent) == ("127.0.0.1", "Browser of a test")
    assert entry.agency_id == shop.module.site.agency_id


async def test_what_is_changed_in_an_application_is_written_down_with_who_did_it(shop: Salon) -> None:
    agent = {"user-agent": "Browser of a test"}
    changed = await shop.owner.patch("/api/session/settings", json={"currency": "EUR"}, headers=agent)
    assert changed.status_code == 200
    async with shop.sayso.services.database.system() as session:
        query = (
            select(AuditRow).where(AuditRow.action == "module.settings_changed").order_by(AuditRow.id.desc())
        )
        entry = (await session.execute(query)).scalars().first()
    assert entry is not None
    assert (entry.actor_kind, entry.actor_id, entry.actor_name) == ("person", shop.home.user_id, "Owner")
    assert (entry.address, entry.user_agent) == ("127.0.0.1", "Browser of a test")


async def test_a_refused_try_is_written_down_as_a_visitors(shop: Salon) -> None:
    await give_password(shop)
    stranger = await shop.sayso.visitor(shop.module)
    form = {"email": "owner@acme.example", "password": "wrong"}
    await stranger.post(PASSWORD_ROUTE, data=form, headers={"user-agent": "Browser of a test"})
    async with shop.sayso.services.database.system() as session:
        query = select(AuditRow).where(AuditRow.action == "sign_in.refused")
        entry = (await session.execute(query)).scalars().first()
    assert entry is not None
    assert (entry.actor_kind, entry.actor_id) == ("visitor", None)
    assert (entry.address, entry.user_agent) == ("127.0.0.1", "Browser of a test")
    assert "wrong" not in str(entry.changes)


async def test_the_account_of_the_platform_opens_the_application_where_one_was(shop: Salon) -> None:
    await make_person(shop.sayso, "owner@acme.example", role=AgencyRole.ADMIN)
    account = (await signed_in(shop.sayso, "owner@acme.example")).client
    stranger = await shop.sayso.visitor(shop.module)
    page = await stranger.get("/clients?q=Ada%20L")
    way = re.search(r'href="(http[^"]+/signin\?[^"]+)"', page.text)
    assert way is not None
    handed = await account.get(httpx.URL(unescape(way[1])).raw_path.decode())
    assert handed.status_code == 303, handed.text
    link = httpx.URL(handed.headers["location"])
    assert link.host == "salon.localhost"
    opened = await stranger.get(link.raw_path.decode())
    assert opened.status_code == 200
    form = {"token": link.params["token"], "next": link.params["next"]}
    answer = await stranger.post("/__signin", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/clients?q=Ada%20L")
    assert (await stranger.get("/api/session")).status_code == 200


async def test_nobody_gets_a_link_to_a_door_that_stays_closed(shop: Salon) -> None:
    studio = await open_studio(shop.sayso)
    here = {"sayso-agency": "acme"}
    path = f"/api/v1/modules/{shop.module.slug}/signin-links"
    refused = await studio.client.post(path, headers=here)
    assert refused.status_code == 403
    assert "no role in this application" in refused.json()["detail"]
    await shop.sayso.member(shop.module, "you@localhost", "owner")
    shop.sayso.services.admissions.forget()
    assert (await studio.client.post(path, headers=here)).status_code == 201
