"""Tokens of programs: OAuth2 as its standards say, and refresh tokens that work once."""

import asyncio
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from sayso.identity.authentication.tokens import PLATFORM, AccessTokens, audience_of
from sayso.identity.permissions import AgencyRole
from tests.support.running import RunningSayso
from tests.web.v1.people import EMAIL, PASSWORD, make_person, open_program, signed_in

FORM = {"content-type": "application/x-www-form-urlencoded"}


async def run(sayso: RunningSayso, statement: str) -> list[Any]:
    """Ask the database, or let something be so in it."""
    async with sayso.services.database.system() as session:
        found = await session.execute(text(statement))
        rows = list(found.mappings().all()) if statement.startswith("select") else []
    sayso.services.sessions.forget()
    return rows


async def test_a_program_gets_tokens_for_a_password_and_is_known_by_them(sayso: RunningSayso) -> None:
    user_id = await make_person(sayso)
    program = await open_program(sayso)

    answer = await program.ask(grant_type="password", username=EMAIL, password=PASSWORD)

    assert answer.status_code == 200
    assert (answer.headers["cache-control"], answer.headers["pragma"]) == ("no-store", "no-cache")
    assert "set-cookie" not in answer.headers
    tokens = answer.json()
    assert set(tokens) == {"access_token", "token_type", "expires_in", "refresh_token", "scope"}
    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 600)
    account = (await program.me(tokens["access_token"])).json()
    assert account["user"]["id"] == str(user_id)
    assert account["permissions"] == tokens["scope"].split()
    made = await program.client.request(
        "PATCH",
        "/api/v1/auth/me",
        json={"name": "G"},
        headers={"authorization": f"bearer {tokens['access_token']}"},
    )
    assert made.status_code == 200


async def test_a_program_does_not_come_to_speak_for_another_agency(sayso: RunningSayso) -> None:
    await make_person(sayso)
    program = await open_program(sayso)
    tokens = (await program.ask(grant_type="password", username=EMAIL, password=PASSWORD)).json()
    await make_person(sayso, agency="bakery", role=AgencyRole.ADMIN, password=None)
    assert (await program.me(tokens["access_token"])).json()["agency"]["slug"] == "acme"

    acme = "select id from agencies where slug = 'acme'"
    await run(sayso, f"update memberships set is_active = false where agency_id in ({acme})")

    account = (await program.me(tokens["access_token"])).json()
    assert account["agency"] is None
    assert [one["slug"] for one in account["agencies"]] == ["bakery"]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "invalid_request"),
    ({"grant_type": ""}, "invalid_request"),
    ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
    ({"grant_type": "PASSWORD", "username": EMAIL, "password": PASSWORD}, "unsupported_grant_type"),
    ({"grant_type": "password", "password": PASSWORD}, "invalid_request"),
    ({"grant_type": "password", "username": EMAIL}, "invalid_request"),
    ({"grant_type": "password", "username": EMAIL, "password": "wrong horse"}, "invalid_grant"),
    ({"grant_type": "password", "username": "no@acme.example", "password": PASSWORD}, "invalid_grant"),
    ({"grant_type": "password", "username": EMAIL + "\0", "password": PASSWORD}, "invalid_request"),
    ({"grant_type": "refresh_token"}, "invalid_request"),
    ({"grant_type": "refresh_token", "refresh_token": "nonsense"}, "invalid_grant"),
    ({"grant_type": "refresh_token", "refresh_token": "é" * 5000}, "invalid_request"),
    ({"grant_type": ["password", "password"]}, "invalid_request"),
]


async def test_a_request_that_gets_none_is_answered_as_the_standard_says(sayso: RunningSayso) -> None:
    await make_person(sayso)
    program = await open_program(sayso)

    for fields, error in REFUSED:
        answer = await program.client.post("/api/v1/auth/token", data=fields, headers=FORM)

        assert answer.status_code == 400, fields
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["cache-control"] == "no-store"
        assert set(answer.json()) == {"error", "error_description"}
        assert answer.json()["error"] == error, fields
        said = answer.json()["error_description"]
        assert all(" " <= one <= "~" and one not in '"\\' for one in said)


async def test_what_is_no_form_is_refused_in_the_same_words(sayso: RunningSayso) -> None:
    program = await open_program(sayso)
    for body, media_type in (
        (b'{"grant_type": "password"}', "application/json"),
        (b"grant_type=password", "multipart/form-data; boundary=x"),
        (b"grant_type=%ff&username=%ff", FORM["content-type"]),
        (b"\xff\xfe", FORM["content-type"]),
        (b"&".join(b"a%d=1" % number for number in range(1000)), FORM["content-type"]),
    ):
        headers = {"content-type": media_type}
        answer = await program.client.post("/api/v1/auth/token", content=body, headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request"), body[:30]


async def test_what_the_standard_does_not_know_is_passed_over(sayso: RunningSayso) -> None:
    await make_person(sayso)
    program = await open_program(sayso)
    fields = {
        "grant_type": "password",
        "username": EMAIL,
        "password": PASSWORD,
        "client_id": "x",
        "scope": "all",
    }
    answer = await program.client.post("/api/v1/auth/token", data=fields, auth=("client", "secret"))
    assert answer.status_code == 200


async def test_each_refresh_token_works_once_and_gives_the_next(sayso: RunningSayso) -> None:
    await make_person(sayso)
    program = await open_program(sayso)
    tokens = await program.sign_in()
    seen = {tokens["refresh_token"]}
    for _ in range(3):
        answer = await program.refresh(tokens["refresh_token"])
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        tokens = answer.json()
        seen.add(tokens["refresh_token"])
        assert (await program.me(tokens["access_token"])).status_code == 200
    assert len(seen) == 4
    assert len(await run(sayso, "select * from sessions")) == 1
    kept = str(await run(sayso, "select * from refresh_tokens"))
    assert not any(token in kept for token in seen)


async def test_a_refresh_token_that_comes_again_ends_the_whole_sign_in_and_is_told(
    sayso: RunningSayso,
) -> None:
    await make_person(sayso)
    thief, owner, other = [await open_program(sayso) for _ in range(3)]
    stolen = await owner.sign_in()
    untouched = await other.sign_in()
    renewed = (await owner.refresh(stolen["refresh_token"])).json()
    assert (await owner.me(renewed["access_token"])).status_code == 200

    answer = await thief.refresh(stolen["refresh_token"])

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    assert (await owner.me(renewed["access_token"])).status_code == 401
    assert (await owner.me(stolen["access_token"])).status_code == 401
    assert (await owner.refresh(renewed["refresh_token"])).status_code == 400
    assert (await other.me(untouched["access_token"])).status_code == 200
    told = await run(sayso, "select * from audit_log where resource = 'session' order by id desc limit 1")
    assert told[0]["action"] == "session.ended"
    assert told[0]["changes"]["ended_because"] == [None, "a refresh token was used twice"]
    assert told[0]["agency_id"] is not None


async def test_of_several_who_send_the_same_refresh_token_at_once_one_is_right(sayso: RunningSayso) -> None:
    await make_person(sayso)
    program = await open_program(sayso)
    tokens = await program.sign_in()

    answers = await asyncio.gather(*(program.refresh(tokens["refresh_token"]) for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400, 400]
    (row,) = await run(sayso, "select ended_because from sessions")
    assert row["ended_because"] == "a refresh token was used twice"
    winner = next(answer for answer in answers if answer.status_code == 200).json()
    assert (await program.me(winner["access_token"])).status_code == 401


@pytest.mark.rotating(2)
@pytest.mark.parametrize(
    "so_be_it",
    [
        "update refresh_tokens set expires_at = now() - interval '1 second'",
        "update sessions set expires_at = now() - interval '1 second'",
        "update sessions set ended_at = now(), ended_because = 'signed out'",
        "update users set is_active = false where email = 'grace@acme.example'",
        "delete from users where email = 'grace@acme.example'",
    ],
)
async def test_a_refresh_token_that_is_good_no_longer_gives_nothing(
    sayso: RunningSayso, so_be_it: str
) -> None:
    await make_person(sayso)
    program = await open_program(sayso)
    tokens = await program.sign_in()
    await run(sayso, so_be_it)
    answer = await program.refresh(tokens["refresh_token"])
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


async def test_an_expired_refresh_token_ends_nothing(sayso: RunningSayso) -> None:
    await make_person(sayso)
    program = await open_program(sayso)
    tokens = await program.sign_in()
    await run(sayso, "update refresh_tokens set expires_at = now() - interval '1 second'")
    await program.refresh(tokens["refresh_token"])
    assert (await program.me(tokens["access_token"])).status_code == 200


async def test_no_refresh_token_outlives_its_sign_in(sayso: RunningSayso) -> None:
    await make_person(sayso)
    program = await open_program(sayso)
    tokens = await program.sign_in()
    await run(sayso, "update sessions set expires_at = now() + interval '1 day'")
    await program.refresh(tokens["refresh_token"])
    rows = await run(
        sayso,
        "select t.expires_at = s.expires_at as same from refresh_tokens t "
        "join sessions s on s.id = session_id where used_at is null",
    )
    assert [row["same"] for row in rows] == [True]


async def test_secrets_of_one_kind_are_worth_nothing_as_another(sayso: RunningSayso) -> None:
    await make_person(sayso)
    program = await open_program(sayso)
    tokens = await program.sign_in()
    cookie = (await signed_in(sayso)).client.cookies["sayso_session"]

    for wrong in (tokens["refresh_token"], cookie):
        assert (await program.me(wrong)).status_code == 401
    for wrong in (tokens["access_token"], cookie):
        assert (await program.refresh(wrong)).status_code == 400
    for wrong in (tokens["access_token"], tokens["refresh_token"]):
        answer = await program.client.get("/api/v1/auth/me", headers={"cookie": f"sayso_session={wrong}"})
        assert answer.status_code == 401


async def test_a_token_of_another_installation_or_for_a_module_is_nobody(sayso: RunningSayso) -> None:
    user_id = await make_person(sayso)
    program = await open_program(sayso)
    await program.sign_in()
    (row,) = await run(sayso, "select id from sessions")
    key = (sayso.settings.home_path / "signing.key").read_text().strip()
    ours = AccessTokens(key, sayso.settings.platform_origin)
    good = ours.issue(user_id, row["id"], PLATFORM)
    assert (await program.me(good)).status_code == 200

    theirs = AccessTokens("x" * 64, sayso.settings.platform_origin).issue(user_id, row["id"], PLATFORM)
    for wrong in (
        theirs,
        ours.issue(user_id, row["id"], audience_of(UUID(int=1))),
        ours.issue(UUID(int=1), row["id"], PLATFORM),
        ours.issue(user_id, UUID(int=1), PLATFORM),
        good + ".x",
        "x" * 10_000,
    ):
        answer = await program.me(wrong)
        assert answer.status_code == 401
        assert answer.json()["code"] == "sign_in_needed"


async def test_access_tokens_name_a_session_of_a_program(sayso: RunningSayso) -> None:
    user_id = await make_person(sayso)
    await signed_in(sayso)
    (row,) = await run(sayso, "select id from sessions")
    key = (sayso.settings.home_path / "signing.key").read_text().strip()
    forged = AccessTokens(key, sayso.settings.platform_origin).issue(user_id, row["id"], PLATFORM)
    assert (await (await open_program(sayso)).me(forged)).status_code == 401


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
async def test_a_token_that_is_given_back_ends_its_sign_in(sayso: RunningSayso, kind: str) -> None:
    await make_person(sayso)
    program = await open_program(sayso)
    tokens, other = await program.sign_in(), await program.sign_in()

    async def give_back(token: str) -> httpx.Response:
        return await program.client.post("/api/v1/auth/revoke", data={"token": token})

    assert (await give_back(tokens[kind])).status_code == 200
    assert (await program.me(tokens["access_token"])).status_code == 401
    assert (await program.refresh(tokens["refresh_token"])).status_code == 400
    assert (await program.me(other["access_token"])).status_code == 200
    for token in (tokens[kind], "nonsense", "é"):
        assert (await give_back(token)).status_code == 200
    assert (await program.client.post("/api/v1/auth/revoke", data={"x": "y"})).json()[
        "error"
    ] == "invalid_request"


async def test_signing_out_everywhere_ends_cookies_access_and_refresh_tokens(sayso: RunningSayso) -> None:
    await make_person(sayso)
    await make_person(sayso, "ada@acme.example")
    program, browser, phone = await open_program(sayso), await signed_in(sayso), await signed_in(sayso)
    ada = await signed_in(sayso, "ada@acme.example")
    tokens = await program.sign_in()

    assert (await browser.call("POST", "/auth/sign-out-everywhere")).status_code == 204

    assert (await program.me(tokens["access_token"])).status_code == 401
    assert (await program.refresh(tokens["refresh_token"])).status_code == 400
    assert await phone.status() == 401
    assert await browser.status() == 401
    assert await ada.status() == 200
    assert (await browser.sign_in()).status_code == 200


async def test_a_program_signs_out_with_its_access_token(sayso: RunningSayso) -> None:
    await make_person(sayso)
    program = await open_program(sayso)
    tokens = await program.sign_in()
    headers = {"authorization": f"Bearer {tokens['access_token']}"}
    assert (await program.client.delete("/api/v1/auth/session", headers=headers)).status_code == 204
    assert (await program.me(tokens["access_token"])).status_code == 401
