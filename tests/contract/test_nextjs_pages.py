"""Pages of a started Next.js project: who is signed in sees them, and each role only its own."""

import pytest

from tests.contract.server import Application

pytestmark = [
    pytest.mark.parametrize("peer", ["nextjs", "supabase"], indirect=True),
    pytest.mark.peers,
    pytest.mark.timeout(900),
]


async def test_a_page_is_shown_to_who_is_signed_in(shop: Application) -> None:
    page = await shop.api.get("/services")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "<title>Services</title>" in page.text
    assert (await shop.api.get("/no-such-page")).status_code == 404


async def test_strangers_are_led_to_the_sign_in_page(shop: Application) -> None:
    stranger = await shop.site.stranger()
    for path in ("/", "/services"):
        answer = await stranger.get(path)
        assert (answer.status_code, answer.headers["location"]) == (307, "/__signin")
    assert "Password" in (await stranger.get("/__signin")).text


async def test_a_page_of_other_roles_is_not_there(shop: Application) -> None:
    sue = (await shop.site.member("stylist")).browser
    assert (await sue.get("/services")).status_code == 404
    assert (await sue.get("/clients")).status_code == 200


async def test_a_wrong_password_signs_nobody_in(shop: Application) -> None:
    stranger = await shop.site.stranger()
    for email in (shop.owner.email, "nobody@example.com"):
        answer = await stranger.post("/api/session", json={"email": email, "password": "wrong"})
        assert (answer.status_code, answer.json()["code"]) == (401, "wrong_password")
        assert "set-cookie" not in answer.headers


async def test_the_session_cookie_is_out_of_reach_of_scripts(shop: Application) -> None:
    cookies = {cookie.name: cookie for cookie in shop.api.cookies.jar}
    assert cookies["session"].has_nonstandard_attr("HttpOnly")
    assert cookies["session"].get_nonstandard_attr("SameSite") == "Lax"
