"""Signing in at an application with a link."""

import asyncio
import re
from datetime import timedelta
from html import unescape

import httpx
import pytest

from sayso.identity.authentication.links import Purpose, make_link
from sayso.identity.authentication.sessions import SIGNED_IN_AGAIN, SessionKind
from sayso.spec.model import AppSpec
from tests.support.running import RunningSayso, Salon, open_link, open_salon
from tests.web.doors import link_of, sessions_of, token_of


@pytest.fixture
async def theirs(sayso: RunningSayso, salon: AppSpec, shop: Salon) -> Salon:
    """The same application of another agency."""
    return await open_salon(sayso, salon, "rivals")


async def test_a_link_shows_a_page_that_sends_itself_and_changes_nothing(shop: Salon) -> None:
    stranger = await shop.sayso.visitor(shop.module)
    token = await token_of(shop)
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
    page = await stranger.get("/__signin", params={"token": await token_of(shop)})
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
    answer = await stranger.post("/__signin", data={"token": await token_of(shop)})
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("sayso_session="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Domain" not in cookie
    secret = cookie.partition("=")[2].partition(";")[0]
    assert re.fullmatch(r"[\w-]{43}", secret)
    row = (await sessions_of(shop))[-1]
    assert (row.kind, row.module_id, row.user_id) == (
        SessionKind.MODULE.value,
        shop.module.id,
        shop.home.user_id,
    )
    assert secret not in str(vars(row))


async def test_a_link_works_once_even_for_many_at_the_same_time(shop: Salon) -> None:
    token = await token_of(shop)
    browsers = [await shop.sayso.visitor(shop.module) for _ in range(8)]
    answers = await asyncio.gather(*(one.post("/__signin", data={"token": token}) for one in browsers))
    assert sorted(answer.status_code for answer in answers) == [303] + [401] * 7


async def test_a_used_link_says_so_and_offers_the_other_ways(shop: Salon) -> None:
    token = await token_of(shop)
    await open_link(await shop.sayso.visitor(shop.module), str(await link_of(shop)))
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


async def test_nonsense_signs_nobody_in(shop: Salon) -> None:
    for token in ["", "x", "a.b.c", "%00", "ä" * 500]:
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
    for token in (await token_of(theirs), platform, reset):
        assert (await stranger.get("/__signin", params={"token": token})).status_code == 401
        assert (await stranger.post("/__signin", data={"token": token})).status_code == 401


async def test_whoever_is_signed_in_already_just_goes_on(shop: Salon) -> None:
    token = await token_of(shop)
    for given in ({"token": token}, {"token": "used"}, {}):
        answer = await shop.owner.get("/__signin", params={**given, "next": "/clients"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/clients")
    other = await shop.sayso.visitor(shop.module)
    assert (await other.post("/__signin", data={"token": token})).status_code == 303


async def test_a_link_for_somebody_else_asks_before_it_takes_the_place_of_a_session(shop: Salon) -> None:
    user_id = await shop.sayso.member(shop.module, "sue@example.com", "stylist")
    sue = await shop.sayso.visitor(shop.module, user_id)
    token = await token_of(shop)
    page = await sue.get("/__signin", params={"token": token})
    assert page.status_code == 200
    assert "signs in somebody else" in page.text
    assert ".submit()" not in page.text
    assert (await sue.get("/api/session")).json()["member"]["name"] == "Sue"
    assert (await sue.post("/__signin", data={"token": token})).status_code == 303
    assert (await sue.get("/api/session")).json()["member"]["name"] == "Owner"
    over = [row for row in await sessions_of(shop) if row.user_id == user_id]
    assert [row.ended_because for row in over] == [SIGNED_IN_AGAIN]


async def test_signing_in_leads_only_to_the_application_itself(shop: Salon) -> None:
    for target in [
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
    ]:
        stranger = await shop.sayso.visitor(shop.module)
        answer = await stranger.post("/__signin", data={"token": await token_of(shop), "next": target})
        place = httpx.URL(shop.sayso.settings.module_origin("salon")).join(answer.headers["location"])
        assert place.host == "salon.localhost"
        assert not place.path.startswith("/__")
