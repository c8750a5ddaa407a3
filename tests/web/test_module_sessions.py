"""Signing in at an application: with a link, with a password, and out again."""

import asyncio
import re
from datetime import timedelta
from html import unescape

import httpx
import pytest
from sqlalchemy import select, update

from sayso.identity.permissions import AgencyRole
from sayso.identity.signing_in.links import Purpose, make_link, signin_link
from sayso.identity.signing_in.sessions import SIGNED_IN_AGAIN, SessionKind
from sayso.identity.tables import AuditRow, SessionRow, UserRow
from sayso.spec.model import AppSpec
from tests.support.running import RunningSayso, Salon, open_link, open_salon
from tests.support.studio import open_studio
from tests.web.v1.people import make_person, signed_in

PASSWORD = "four words do not belong"
PASSWORD_ROUTE = "/__signin/password"


@pytest.fixture
async def theirs(sayso: RunningSayso, salon: AppSpec, shop: Salon) -> Salon:
    """The same application of another agency."""
    return await open_salon(sayso, salon, "rivals")


async def _link(shop: Salon) -> httpx.URL:
    services = shop.sayso.services
    link = await signin_link(
        services.database, services.settings, shop.module.slug, shop.home.user_id, shop.module.id
    )
    return httpx.URL(link)


async def _token(shop: Salon) -> str:
    return (await _link(shop)).params["token"]


async def _with_password(shop: Salon, email: str = "owner@acme.example") -> None:
    """Let the owner have a password."""
    services = shop.sayso.services
    hashed = await services.sessions._passwords.hash(PASSWORD)
    async with services.database.system() as session:
        await session.execute(update(UserRow).where(UserRow.email == email).values(password_hash=hashed))


async def _rows(shop: Salon) -> list[SessionRow]:
    async with shop.sayso.services.database.system() as session:
        query = select(SessionRow).order_by(SessionRow.created_at)
        return list((await session.execute(query)).scalars())


async def test_a_link_shows_a_page_that_sends_itself_and_changes_nothing(shop: Salon) -> None:
    stranger = await shop.sayso.visitor(shop.module)
    token = await _token(shop)
    for _ in range(3):
        page = await stranger.get("/__signin", params={"token": token, "next": "/clients?q=Ada"})
        assert page.status_code == 200
        assert "set-cookie" not in page.headers
        assert '<form method="post" action="/__signin">' in page.text
        assert f'value="{token}"' in page.text
        assert 'value="/clients?q=Ada"' in page.text
    answer = await stranger.post("/__signin", data={"token": token, "next": "/clients?q=Ada"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/clients?q=Ada")
    assert (await stranger.get("/api/session")).json()["member"]["name"] == "Owner"


async def test_only_the_scripts_of_the_page_may_run_on_it(shop: Salon) -> None:
    import base64
    import hashlib

    stranger = await shop.sayso.visitor(shop.module)
    page = await stranger.get("/__signin", params={"token": await _token(shop)})
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "'unsafe-inline'" not in policy
    blocks = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page.text, re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        assert base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() in policy
    assert page.headers["referrer-policy"] == "same-origin"
    assert page.headers["cache-control"] == "no-store"


async def test_the_cookie_is_for_this_origin_only_and_says_nothing(shop: Salon) -> None:
    stranger = await shop.sayso.visitor(shop.module)
    answer = await stranger.post("/__signin", data={"token": await _token(shop)})
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("sayso_session="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Domain" not in cookie
    secret = cookie.partition("=")[2].partition(";")[0]
    assert re.fullmatch(r"[\w-]{43}", secret)
    row = (await _rows(shop))[-1]
    assert (row.kind, row.module_id, row.user_id) == (
        SessionKind.MODULE.value,
        shop.module.id,
        shop.home.user_id,
    )
    assert secret not in str(vars(row))


async def test_a_link_works_once_even_for_many_at_the_same_time(shop: Salon) -> None:
    token = await _token(shop)
    browsers = [await shop.sayso.visitor(shop.module) for _ in range(8)]
    answers = await asyncio.gather(*(one.post("/__signin", data={"token": token}) for one in browsers))
    assert sorted(answer.status_code for answer in answers) == [303] + [401] * 7


async def test_a_used_link_says_so_and_offers_the_other_ways(shop: Salon) -> None:
    token = await _token(shop)
    await open_link(await shop.sayso.visitor(shop.module), str(await _link(shop)))
    browser = await shop.sayso.visitor(shop.module)
    await browser.post("/__signin", data={"token": token})
    stranger = await shop.sayso.visitor(shop.module)
    for answer in (
        await stranger.get("/__signin", params={"token": token, "next": "/clients"}),
        await stranger.post("/__signin", data={"token": token, "next": "/clients"}),
    ):
        assert answer.status_code == 401
        assert "was used already" in answer.text
        assert 'name="password"' in answer.text
        assert "/signin?module=salon&next=%2Fclients" in unescape(answer.text)
        assert "set-cookie" not in answer.headers


async def test_a_link_that_has_run_out_signs_nobody_in(shop: Salon) -> None:
    async with shop.sayso.services.database.system() as session:
        token = await make_link(
            session,
            Purpose.SIGNIN,
            shop.home.user_id,
            module_id=shop.module.id,
            lifetime=timedelta(seconds=-1),
        )
    stranger = await shop.sayso.visitor(shop.module)
    assert (await stranger.post("/__signin", data={"token": token})).status_code == 401


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "%00", "ä" * 500])
async def test_nonsense_signs_nobody_in(shop: Salon, token: str) -> None:
    stranger = await shop.sayso.visitor(shop.module)
    for answer in (
        await stranger.get("/__signin", params={"token": token}),
        await stranger.post("/__signin", data={"token": token}),
    ):
        assert answer.status_code == 401
        assert "set-cookie" not in answer.headers


async def test_links_to_elsewhere_are_none_here(shop: Salon, theirs: Salon) -> None:
    async with shop.sayso.services.database.system() as session:
        platform = await make_link(session, Purpose.SIGNIN, shop.home.user_id)
        reset = await make_link(session, Purpose.RESET, shop.home.user_id)
    stranger = await shop.sayso.visitor(shop.module)
    for token in (await _token(theirs), platform, reset):
        assert (await stranger.get("/__signin", params={"token": token})).status_code == 401
        assert (await stranger.post("/__signin", data={"token": token})).status_code == 401


async def test_whoever_is_signed_in_already_just_goes_on(shop: Salon) -> None:
    token = await _token(shop)
    for given in ({"token": token}, {"token": "used"}, {}):
        answer = await shop.owner.get("/__signin", params={**given, "next": "/clients"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/clients")
    other = await shop.sayso.visitor(shop.module)
    assert (await other.post("/__signin", data={"token": token})).status_code == 303


async def test_a_link_for_somebody_else_asks_before_it_takes_the_place_of_a_session(shop: Salon) -> None:
    user_id = await shop.sayso.member(shop.module, "sue@example.com", "stylist")
    sue = await shop.sayso.visitor(shop.module, user_id)
    token = await _token(shop)
    page = await sue.get("/__signin", params={"token": token})
    assert page.status_code == 200
    assert "signs in somebody else" in page.text
    assert ".submit()" not in page.text
    assert (await sue.get("/api/session")).json()["member"]["name"] == "Sue"
    assert (await sue.post("/__signin", data={"token": token})).status_code == 303
    assert (await sue.get("/api/session")).json()["member"]["name"] == "Owner"
    over = [row for row in await _rows(shop) if row.user_id == user_id]
    assert [row.ended_because for row in over] == [SIGNED_IN_AGAIN]


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "\\\\evil.example",
        "/__signout",
        "/__signin?next=/__signin",
        "clients",
        "/" + "x" * 5000,
    ],
)
async def test_signing_in_leads_only_to_the_application_itself(shop: Salon, target: str) -> None:
    stranger = await shop.sayso.visitor(shop.module)
    answer = await stranger.post("/__signin", data={"token": await _token(shop), "next": target})
    place = httpx.URL(shop.sayso.settings.module_origin("salon")).join(answer.headers["location"])
    assert place.host == "salon.localhost"
    assert not place.path.startswith("/__")


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
    await _with_password(shop)
    stranger = await shop.sayso.visitor(shop.module)
    form = {"email": " Owner@ACME.example ", "password": PASSWORD, "next": "/clients?q=Ada%20L"}
    answer = await stranger.post(PASSWORD_ROUTE, data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/clients?q=Ada%20L")
    assert (await stranger.get("/api/session")).json()["member"]["email"] == "owner@acme.example"


async def test_a_wrong_password_and_an_unknown_person_read_the_same(shop: Salon) -> None:
    await _with_password(shop)
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
    await _with_password(shop)
    form = {"token": await _token(shop), "email": "owner@acme.example", "password": PASSWORD}
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
    assert [row.ended_because for row in await _rows(shop)] == ["signed out"]


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
    await stranger.post("/__signin", data={"token": await _token(shop)}, headers=agent)
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
    await _with_password(shop)
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
