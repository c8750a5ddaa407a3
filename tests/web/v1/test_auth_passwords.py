"""Changing a password, coming by a new one, and what an attacker learns of either."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import text

from sayso.identity.authentication.links import Purpose, make_link
from tests.support.mail import post_office
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, running_sayso
from tests.support.unproved import Unproved
from tests.web.v1.people import EMAIL, PASSWORD, make_person, open_browser, open_program, signed_in

pytestmark = pytest.mark.usefixtures("real_cost")
NEW = "quite another phrase"


async def reset_link(sayso: RunningSayso, user_id: Any) -> str:
    """The last part of a link that leads to a new password."""
    async with sayso.services.database.system() as session:
        return await make_link(session, Purpose.RESET, user_id)


async def log(sayso: RunningSayso, action: str) -> list[Any]:
    """What the audit log says of an action."""
    async with sayso.services.database.system() as session:
        found = await session.execute(
            text("select * from audit_log where action = :action"), {"action": action}
        )
        return list(found.mappings().all())


async def test_a_changed_password_ends_every_other_session(sayso: RunningSayso) -> None:
    await make_person(sayso)
    browser, phone, program = await signed_in(sayso), await signed_in(sayso), await open_program(sayso)
    tokens = await program.sign_in()

    answer = await browser.call("POST", "/auth/password", {"current": PASSWORD, "new": NEW})

    assert answer.status_code == 204
    assert await browser.status() == 200
    assert await phone.status() == 401
    assert (await program.me(tokens["access_token"])).status_code == 401
    assert (await program.refresh(tokens["refresh_token"])).status_code == 400
    assert (await phone.sign_in()).status_code == 401
    assert (await phone.sign_in(password=NEW)).status_code == 200


async def test_a_password_is_changed_by_whoever_knows_it_and_to_a_good_one(sayso: RunningSayso) -> None:
    await make_person(sayso)
    browser, phone = await signed_in(sayso), await signed_in(sayso)
    for body, field in (
        ({"current": "wrong horse battery", "new": NEW}, "current"),
        ({"new": NEW}, "current"),
        ({"current": None, "new": NEW}, "current"),
        ({"current": PASSWORD, "new": "short"}, "new"),
        ({"current": PASSWORD, "new": EMAIL.upper()}, "new"),
        ({"current": PASSWORD}, "new"),
        ({"current": PASSWORD, "new": NEW, "user_id": "x"}, "user_id"),
    ):
        answer = await browser.call("POST", "/auth/password", body)
        assert answer.status_code == 422, body
        assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert await phone.status() == 200
    assert (await phone.sign_in()).status_code == 200
    assert len(await log(sayso, "sign_in.refused")) == 3


async def test_a_person_without_a_password_sets_the_first_one(sayso: RunningSayso) -> None:
    user_id = await make_person(sayso, password=None)
    async with sayso.services.database.system() as session:
        token = await make_link(session, Purpose.SIGNIN, user_id)
    browser = await open_browser(sayso)
    await browser.call("POST", "/auth/link", {"token": token})

    assert (await browser.call("POST", "/auth/password", {"new": NEW})).status_code == 204
    assert (await (await open_browser(sayso)).sign_in(password=NEW)).status_code == 200
    assert (await browser.call("POST", "/auth/password", {"new": PASSWORD})).status_code == 422


async def test_a_reset_link_works_once_and_ends_every_session(sayso: RunningSayso) -> None:
    user_id = await make_person(sayso)
    browser, program, stranger = await signed_in(sayso), await open_program(sayso), await open_browser(sayso)
    tokens = await program.sign_in()
    token, earlier = await reset_link(sayso, user_id), await reset_link(sayso, user_id)

    weak = await stranger.call("POST", "/auth/password/reset", {"token": token, "password": "short"})
    assert (weak.status_code, weak.json()["errors"][0]["field"]) == (422, "password")
    assert await browser.status() == 200
    answer = await stranger.call("POST", "/auth/password/reset", {"token": token, "password": NEW})

    assert answer.status_code == 204
    assert await browser.status() == 401
    assert (await program.me(tokens["access_token"])).status_code == 401
    assert (await program.refresh(tokens["refresh_token"])).status_code == 400
    for used in (token, earlier, "nonsense"):
        again = await stranger.call("POST", "/auth/password/reset", {"token": used, "password": PASSWORD})
        assert again.status_code == 404
    assert (await browser.sign_in()).status_code == 401
    assert (await browser.sign_in(password=NEW)).status_code == 200


async def test_of_several_who_use_a_reset_link_at_once_one_is_right(sayso: RunningSayso) -> None:
    user_id = await make_person(sayso)
    token, browser = await reset_link(sayso, user_id), await open_browser(sayso)
    wanted = [f"phrase number {number}" for number in range(4)]

    answers = await asyncio.gather(
        *(browser.call("POST", "/auth/password/reset", {"token": token, "password": one}) for one in wanted)
    )

    statuses = [answer.status_code for answer in answers]
    assert sorted(statuses) == [204, 404, 404, 404]
    assert (await browser.sign_in(password=wanted[statuses.index(204)])).status_code == 200


async def test_a_link_that_is_over_or_for_something_else_resets_nothing(sayso: RunningSayso) -> None:
    user_id = await make_person(sayso)
    browser = await open_browser(sayso)
    async with sayso.services.database.system() as session:
        over = await make_link(session, Purpose.RESET, user_id)
        await session.execute(text("update links set expires_at = now() - interval '1 second'"))
        for_signing_in = await make_link(session, Purpose.SIGNIN, user_id)
    for token in (over, for_signing_in, "\ud800", "x" * 201, ""):
        body = {"token": token, "password": NEW}
        if token == "\ud800":
            answer = await browser.client.post(
                "/api/v1/auth/password/reset",
                content=b'{"token": "\\ud800", "password": "quite another phrase"}',
                headers={"content-type": "application/json"},
            )
        else:
            answer = await browser.call("POST", "/auth/password/reset", body)
        assert answer.status_code in {400, 404, 422}, token
    assert (await browser.sign_in()).status_code == 200


async def test_a_forgotten_password_is_answered_the_same_for_everybody(sayso: RunningSayso) -> None:
    await make_person(sayso)
    browser = await open_browser(sayso)
    answers = [
        await browser.call("POST", "/auth/password/forgot", {"email": email})
        for email in (EMAIL, "nobody@acme.example")
    ]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].content == answers[1].content

    await sayso.services.recovery.settle()
    (told,) = await log(sayso, "password.forgotten")
    assert told["resource_name"] == EMAIL
    assert told["agency_id"] is not None
    assert await log(sayso, "link.created") == []


async def test_the_answer_does_not_wait_for_what_is_done_for_those_who_are_known(
    sayso: RunningSayso, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make_person(sayso)
    browser = await open_browser(sayso)
    may_go_on, began = asyncio.Event(), asyncio.Event()

    async def slow(_: str) -> None:
        began.set()
        await may_go_on.wait()

    monkeypatch.setattr(sayso.services.recovery, "_send_link", slow)
    assert (await browser.call("POST", "/auth/password/forgot", {"email": EMAIL})).status_code == 202
    await began.wait()
    may_go_on.set()
    await sayso.services.recovery.settle()


@pytest.mark.parametrize("way", ["browser", "program"])
async def test_a_wrong_user_costs_exactly_the_work_of_a_wrong_password(
    sayso: RunningSayso, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    await make_person(sayso)
    await make_person(sayso, "off@acme.example")
    await make_person(sayso, "linked@acme.example", password=None)
    async with sayso.services.database.system() as session:
        await session.execute(text("update users set is_active = false where email = 'off@acme.example'"))
    verified: list[str] = []
    hashed: list[bytes] = []
    verify, make = Argon2Hasher.verify, Argon2Hasher.hash

    def watched(self: Argon2Hasher, password: Any, known: Any) -> bool:
        verified.append(str(known).rpartition("$")[0].rpartition("$")[0])
        return verify(self, password, known)

    def watched_hash(self: Argon2Hasher, password: Any, **given: Any) -> str:
        hashed.append(password)
        return make(self, password, **given)

    browser, program = await open_browser(sayso), await open_program(sayso)
    await browser.sign_in("first@acme.example", "wrong horse battery")
    monkeypatch.setattr(Argon2Hasher, "verify", watched)
    monkeypatch.setattr(Argon2Hasher, "hash", watched_hash)
    for email in (EMAIL, "nobody@acme.example", "off@acme.example", "linked@acme.example"):
        verified.clear()
        if way == "browser":
            await browser.sign_in(email, "wrong horse battery")
        else:
            await program.ask(grant_type="password", username=email, password="wrong horse battery")
        assert verified == ["$argon2id$v=19$m=19456,t=2,p=1"], email
    assert hashed == []


async def test_a_hash_with_other_parameters_is_kept_anew_at_the_next_sign_in(sayso: RunningSayso) -> None:
    await make_person(sayso)
    weaker = Argon2Hasher(1, 8 * 1024, 1).hash(PASSWORD)
    async with sayso.services.database.system() as session:
        await session.execute(text("update users set password_hash = :hash"), {"hash": weaker})
    browser = await open_browser(sayso)
    assert (await browser.sign_in()).status_code == 200
    async with sayso.services.database.system() as session:
        kept = (await session.execute(text("select password_hash from users"))).scalar_one()
    assert "m=19456,t=2,p=1" in kept
    assert (await browser.sign_in()).status_code == 200


async def test_whoever_forgot_a_password_gets_a_letter_with_a_link(
    database: TestDatabase, tmp_path: Path
) -> None:
    with post_office() as post:
        mail: dict[str, Any] = {
            "smtp_url": f"smtp://127.0.0.1:{post.port}",
            "mail_from": "Sayso <sayso@example.com>",
        }
        async with running_sayso(database.dsn, tmp_path, prover=Unproved(), **mail) as sayso:
            await make_person(sayso)
            await make_person(sayso, "off@acme.example")
            async with sayso.services.database.system() as session:
                await session.execute(text("update users set is_active = false where email like 'off@%'"))
            browser = await open_browser(sayso)
            for email in (EMAIL, "off@acme.example", "nobody@acme.example", EMAIL.upper()):
                answer = await browser.call("POST", "/auth/password/forgot", {"email": email})
                assert answer.status_code == 202
                await sayso.services.recovery.settle()

            (letter,) = post.letters
            assert letter["to"] == EMAIL
            (line,) = [line for line in letter.get_content().splitlines() if "http" in line]
            origin, _, token = line.partition("/reset/")
            assert origin == sayso.settings.platform_origin
            reset = {"token": token, "password": NEW}
            assert (await browser.call("POST", "/auth/password/reset", reset)).status_code == 204
            assert (await browser.sign_in(password=NEW)).status_code == 200


async def test_a_mail_server_that_is_away_is_not_told_to_whoever_asks(
    database: TestDatabase, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with post_office() as post:
        gone = post.port
    mail: dict[str, Any] = {"smtp_url": f"smtp://127.0.0.1:{gone}", "mail_from": "sayso@example.com"}
    async with running_sayso(database.dsn, tmp_path, prover=Unproved(), **mail) as sayso:
        await make_person(sayso)
        browser = await open_browser(sayso)
        answer = await browser.call("POST", "/auth/password/forgot", {"email": EMAIL})
        assert answer.status_code == 202
        await sayso.services.recovery.settle()
    assert "a link to a new password could not be sent" in caplog.text


async def test_a_sign_in_that_is_under_way_does_not_outlive_a_reset(
    sayso: RunningSayso, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_id = await make_person(sayso)
    token, thief, owner = (
        await reset_link(sayso, user_id),
        await open_browser(sayso),
        await open_browser(sayso),
    )
    checked, may_go_on = asyncio.Event(), asyncio.Event()
    start = sayso.services.sessions.start

    async def late(*who: Any, **where: Any) -> Any:
        checked.set()
        await may_go_on.wait()
        return await start(*who, **where)

    monkeypatch.setattr(sayso.services.sessions, "start", late)
    under_way = asyncio.create_task(thief.sign_in())
    await checked.wait()
    done = await owner.call("POST", "/auth/password/reset", {"token": token, "password": NEW})
    assert done.status_code == 204
    may_go_on.set()

    assert (await under_way).status_code == 401
    assert await thief.status() == 401


async def test_links_that_wait_end_with_the_sessions(sayso: RunningSayso) -> None:
    user_id = await make_person(sayso)
    browser = await signed_in(sayso)
    async with sayso.services.database.system() as session:
        left = await make_link(session, Purpose.SIGNIN, user_id)
    await browser.call("POST", "/auth/password", {"current": PASSWORD, "new": NEW})
    assert (await browser.call("POST", "/auth/link", {"token": left})).status_code == 404
