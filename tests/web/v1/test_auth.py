"""Signing in and out with a browser."""

from pathlib import Path
from time import monotonic
from uuid import uuid4

import pytest
from sqlalchemy import text

from sayso.identity.authentication.links import Purpose, make_link
from sayso.identity.permissions import AgencyRole
from sayso.main.composition import compose
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, running_sayso
from tests.support.unproved import Unproved
from tests.web.v1.people import EMAIL, PASSWORD, make_person, open_browser, open_program, signed_in


async def change(sayso: RunningSayso, statement: str, **values: object) -> None:
    """Let something be so in the database, as if time or somebody else had done it."""
    async with sayso.services.database.system() as session:
        await session.execute(text(statement), values)
    sayso.services.sessions.forget()


async def test_a_person_signs_in_and_is_known_by_the_cookie(sayso: RunningSayso) -> None:
    user_id = await make_person(sayso)
    browser = await open_browser(sayso)
    assert await browser.status() == 401

    answer = await browser.sign_in(" Grace@ACME.example ")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    account = (await browser.call("GET", "/auth/me")).json()
    assert account == answer.json()
    assert account["user"] == {"id": str(user_id), "email": EMAIL, "name": "Grace", "has_password": True}
    assert (account["agency"]["slug"], account["agency"]["role"]) == ("acme", "user")
    assert account["kind"] == "person"
    assert "modules:write" in account["permissions"]
    assert "people:write" not in account["permissions"]


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_the_cookie_is_for_this_host_alone_and_no_script_reads_it(
    database: TestDatabase, tmp_path: Path, scheme: str
) -> None:
    async with running_sayso(database.dsn, tmp_path, prover=Unproved(), public_scheme=scheme) as sayso:
        await make_person(sayso)
        browser = await open_browser(sayso)
        cookies = (await browser.sign_in()).headers.get_list("set-cookie")

    prefix, secure = ("__Host-", {"secure": ""}) if scheme == "https" else ("", {})
    days = {f"{prefix}sayso_session": 14, f"{prefix}sayso_known": 180}
    for cookie in cookies:
        (name, _), *attributes = [part.strip().partition("=")[::2] for part in cookie.split(";")]
        lasts = {"max-age": str(days.pop(name) * 86400)}
        said = {key.lower(): value for key, value in attributes}
        assert said == {"path": "/", "httponly": "", "samesite": "lax", **lasts, **secure}
    assert not days


async def test_whoever_is_not_let_in_is_told_the_same(sayso: RunningSayso) -> None:
    await make_person(sayso)
    await make_person(sayso, "linked@acme.example", password=None)
    await make_person(sayso, "off@acme.example")
    await change(sayso, "update users set is_active = false where email = 'off@acme.example'")
    browser = await open_browser(sayso)

    for email, password in (
        (EMAIL, "wrong horse battery"),
        ("nobody@acme.example", PASSWORD),
        ("off@acme.example", PASSWORD),
        ("linked@acme.example", PASSWORD),
        ("' or 1=1 --", "' or 1=1 --"),
        ("grace@acme.example%", PASSWORD),
    ):
        answer = await browser.sign_in(email, password)

        assert answer.status_code == 401, email
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json() == {
            "type": "urn:sayso:problem:wrong_credentials",
            "title": "Unauthorized",
            "status": 401,
            "detail": "E-mail address and password do not belong together.",
            "code": "wrong_credentials",
            "hint": "Check both, or choose a new password with “Forgot password”.",
            "errors": [],
        }
        assert "set-cookie" not in answer.headers
    assert await browser.status() == 401


async def test_signing_out_ends_the_session_and_not_only_the_cookie(sayso: RunningSayso) -> None:
    await make_person(sayso)
    browser, other = await signed_in(sayso), await signed_in(sayso)
    kept = browser.client.cookies["sayso_session"]

    answer = await browser.call("DELETE", "/auth/session")

    assert answer.status_code == 204
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert "sayso_session" not in browser.client.cookies
    browser.client.cookies.set("sayso_session", kept)
    assert await browser.status() == 401
    assert await other.status() == 200
    assert (await (await open_browser(sayso)).call("DELETE", "/auth/session")).status_code == 204


async def test_signing_in_again_ends_the_session_that_this_browser_had(sayso: RunningSayso) -> None:
    await make_person(sayso)
    await make_person(sayso, "ada@acme.example")
    browser = await signed_in(sayso)
    before = browser.client.cookies["sayso_session"]

    await browser.sign_in("ada@acme.example")

    assert (await browser.call("GET", "/auth/me")).json()["user"]["email"] == "ada@acme.example"
    old = await open_browser(sayso)
    old.client.cookies.set("sayso_session", before)
    assert await old.status() == 401


async def test_a_session_whose_time_is_over_is_none(sayso: RunningSayso) -> None:
    await make_person(sayso)
    browser = await signed_in(sayso)
    await change(sayso, "update sessions set expires_at = now() - interval '1 second'")
    assert await browser.status() == 401


async def test_a_cookie_that_no_session_has_is_nobody(sayso: RunningSayso) -> None:
    await make_person(sayso)
    await signed_in(sayso)
    stranger = await open_browser(sayso)
    for cookie in ("", "x", "x" * 5000, "' or 1=1 --", "00000000-0000-0000-0000-000000000000", "é"):
        headers = {b"cookie": b"sayso_session=" + cookie.encode()}
        assert (await stranger.client.get("/api/v1/auth/me", headers=headers)).status_code == 401, cookie


async def test_a_session_of_a_module_is_worth_nothing_at_the_platform(sayso: RunningSayso) -> None:
    user_id = await make_person(sayso)
    browser = await signed_in(sayso)
    await change(sayso, "update sessions set kind = 'module' where user_id = :user", user=user_id)
    assert await browser.status() == 401


async def test_a_person_who_is_switched_off_is_out_at_once(sayso: RunningSayso) -> None:
    user_id = await make_person(sayso)
    browser = await signed_in(sayso)
    await change(sayso, "update users set is_active = false where id = :user", user=user_id)
    assert await browser.status() == 401
    assert (await browser.sign_in()).status_code == 401


async def test_a_person_who_left_the_agency_speaks_for_it_no_more(sayso: RunningSayso) -> None:
    user_id = await make_person(sayso)
    browser = await signed_in(sayso)
    assert (await browser.call("GET", "/modules")).status_code == 200

    await change(sayso, "update memberships set is_active = false where user_id = :user", user=user_id)

    account = (await browser.call("GET", "/auth/me")).json()
    assert (account["agency"], account["permissions"], account["agencies"]) == (None, ["account"], [])
    assert (await browser.call("GET", "/modules")).status_code == 403


async def test_a_person_works_for_one_agency_at_a_time_and_switches(sayso: RunningSayso) -> None:
    await make_person(sayso)
    await make_person(sayso, agency="bakery", role=AgencyRole.ADMIN, password=None)
    await make_person(sayso, "other@closed.example", agency="closed")
    browser = await signed_in(sayso)
    assert [one["slug"] for one in (await browser.call("GET", "/auth/me")).json()["agencies"]] == [
        "acme",
        "bakery",
    ]

    answer = await browser.call("POST", "/auth/agency", {"agency": "bakery"})

    assert (answer.json()["agency"]["slug"], answer.json()["agency"]["role"]) == ("bakery", "admin")
    assert (await browser.call("GET", "/auth/me")).json()["agency"]["slug"] == "bakery"
    again = await signed_in(sayso)
    assert (await again.call("GET", "/auth/me")).json()["agency"]["slug"] == "bakery"
    picked = await browser.call("GET", "/auth/me", **{"sayso-agency": "acme"})
    assert (picked.json()["agency"]["slug"], picked.json()["agency"]["role"]) == ("acme", "user")
    refusals = [
        (await browser.call("POST", "/auth/agency", {"agency": slug})).json()
        for slug in ("closed", "nowhere")
    ]
    assert [one["status"] for one in refusals] == [404, 404]
    assert refusals[0]["detail"].replace("closed", "nowhere") == refusals[1]["detail"]
    for slug in ("closed", "nowhere"):
        assert (await browser.call("GET", "/auth/me", **{"sayso-agency": slug})).status_code == 404


async def test_people_have_the_name_they_choose(sayso: RunningSayso) -> None:
    await make_person(sayso)
    browser = await signed_in(sayso)
    answer = await browser.call("PATCH", "/auth/me", {"name": "  Grace Hopper "})
    assert answer.json()["user"]["name"] == "Grace Hopper"
    assert (await browser.call("GET", "/auth/me")).json()["user"]["name"] == "Grace Hopper"
    for wrong in ({"name": ""}, {"name": "a\nb"}, {"name": "x" * 101}, {"name": "G", "email": "x@y.z"}, {}):
        assert (await browser.call("PATCH", "/auth/me", wrong)).status_code == 422, wrong


async def test_people_see_where_they_are_signed_in_and_end_it_there(sayso: RunningSayso) -> None:
    await make_person(sayso)
    await make_person(sayso, "ada@acme.example")
    phone = await open_browser(sayso, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/605.1")
    await phone.sign_in()
    browser, ada = await signed_in(sayso), await signed_in(sayso, "ada@acme.example")
    await (await open_program(sayso)).sign_in()

    seen = (await browser.call("GET", "/auth/sessions")).json()["items"]

    assert [(one["kind"], one["browser"], one["is_this"]) for one in seen] == [
        ("token", "python-httpx", False),
        ("browser", "Firefox on Linux", True),
        ("browser", "Safari on iPhone", False),
    ]
    assert {one["address"] for one in seen} == {"127.0.0.1"}
    page = (await browser.call("GET", "/auth/sessions?limit=2")).json()
    rest = (await browser.call("GET", f"/auth/sessions?limit=2&cursor={page['next_cursor']}")).json()
    assert page["items"] + rest["items"] == seen

    assert (await ada.call("DELETE", f"/auth/sessions/{seen[2]['id']}")).status_code == 404
    assert await phone.status() == 200
    assert (await browser.call("DELETE", f"/auth/sessions/{seen[2]['id']}")).status_code == 204
    assert await phone.status() == 401
    assert (await browser.call("DELETE", f"/auth/sessions/{seen[2]['id']}")).status_code == 404
    assert (await browser.call("DELETE", f"/auth/sessions/{uuid4()}")).status_code == 404
    assert len((await browser.call("GET", "/auth/sessions")).json()["items"]) == 2


async def test_that_a_session_was_used_is_kept_once_a_minute(sayso: RunningSayso) -> None:
    await make_person(sayso)
    browser = await signed_in(sayso)

    async def last_seen() -> str:
        seen: str = (await browser.call("GET", "/auth/sessions")).json()["items"][0]["last_seen_at"]
        return seen

    first = await last_seen()
    sayso.services.sessions.forget()
    assert await last_seen() == first
    await change(sayso, "update sessions set last_seen_at = last_seen_at - interval '61 seconds'")
    assert await last_seen() > first


async def test_a_link_signs_in_once(sayso: RunningSayso) -> None:
    user_id = await make_person(sayso, password=None)
    async with sayso.services.database.system() as session:
        token = await make_link(session, Purpose.SIGNIN, user_id)
        reset = await make_link(session, Purpose.RESET, user_id)
    first, second = await open_browser(sayso), await open_browser(sayso)

    answer = await first.call("POST", "/auth/link", {"token": token})

    assert answer.status_code == 200
    assert answer.json()["user"] == {
        "id": str(user_id),
        "email": EMAIL,
        "name": "Grace",
        "has_password": False,
    }
    assert await first.status() == 200
    for used in (token, reset, "nonsense"):
        assert (await second.call("POST", "/auth/link", {"token": used})).status_code == 404
    assert await second.status() == 401


async def test_another_process_learns_of_a_sign_out_within_five_seconds(
    sayso: RunningSayso, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make_person(sayso)
    browser = await signed_in(sayso)
    secret = browser.client.cookies["sayso_session"]
    elsewhere = compose(sayso.settings, sayso.services.database, Unproved()).sessions
    assert await elsewhere.of_secret(secret) is not None

    await browser.call("DELETE", "/auth/session")

    assert await sayso.services.sessions.of_secret(secret) is None
    start = monotonic()
    monkeypatch.setattr("sayso.identity.lookup_cache.monotonic", lambda: start + 5)
    assert await elsewhere.of_secret(secret) is None


async def test_what_signing_in_leaves_in_the_log_has_no_secret_in_it(sayso: RunningSayso) -> None:
    await make_person(sayso)
    browser = await open_browser(sayso)
    await browser.sign_in(password="wrong horse battery")
    await browser.sign_in("nobody@acme.example", "wrong horse battery")
    await browser.sign_in("typed in the wrong field", "wrong horse battery")
    await browser.sign_in()
    await browser.call("DELETE", "/auth/session")
    async with sayso.services.database.system() as session:
        rows = (await session.execute(text("select * from audit_log order by id"))).mappings().all()

    agency_of = {row["resource_id"]: row["agency_id"] for row in rows if row["action"] == "agency.created"}
    told = [(row["action"], row["resource_name"], row["actor_kind"]) for row in rows][-5:]
    assert told == [
        ("sign_in.refused", EMAIL, "visitor"),
        ("sign_in.refused", "nobody@acme.example", "visitor"),
        ("sign_in.refused", "", "visitor"),
        ("session.started", f"Grace <{EMAIL}>", "person"),
        ("session.ended", f"Grace <{EMAIL}>", "person"),
    ]
    (agency_id,) = agency_of.values()
    assert [row["agency_id"] for row in rows][-5:] == [agency_id, None, None, agency_id, agency_id]
    assert {row["address"] for row in rows[-5:]} == {"127.0.0.1"}
    assert rows[-1]["changes"]["ended_because"] == [None, "signed out"]
    everything = str([dict(row) for row in rows])
    assert "wrong horse" not in everything
    assert PASSWORD not in everything
    assert "argon2" not in everything
    assert "wrong field" not in everything
