"""Webhooks set bots off: proven, once, within limits, and with the run's output where the caller waits."""

import asyncio
import hashlib
import hmac
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from sayso.bots.details import ByWebhook
from sayso.bots.triggers.service import NO_SECRET
from sayso.bots.triggers.signatures import sign
from sayso.bots.types import BotStatus
from sayso.spec.model import AppSpec
from sayso.web import hooks
from sayso.web.body_limits import CALL
from tests.bots.triggers.place import FAILS, Place
from tests.support.postgres import TestDatabase
from tests.support.running import open_salon, running_sayso

pytestmark = pytest.mark.rotating(8)

JSON = {"content-type": "application/json"}
OPEN = ByWebhook(signed=False)


def signed(secret: str, body: bytes, moment: int | None = None, **headers: str) -> dict[str, str]:
    return {**JSON, "x-sayso-signature": sign(secret, body, moment or int(time.time())), **headers}


def from_github(secret: str, body: bytes, delivery: str) -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {**JSON, "x-hub-signature-256": f"sha256={digest}", "x-github-delivery": delivery}


def code_of(answer: httpx.Response) -> str:
    code: str = answer.json()["code"]
    return code


async def test_a_signed_call_begins_a_run_with_what_was_sent(place: Place) -> None:
    bot = await place.bot()
    trigger, secret = await place.hook(bot, ByWebhook())
    body = b'{"order": {"id": 7}}'
    headers = signed(secret, body, **{"authorization": "Bearer x", "cookie": "a=b", "x-request-id": "r1"})
    answer = await place.program.post(f"{place.paths[trigger.id]}?a=1&a=2", content=body, headers=headers)
    assert answer.status_code == 202, answer.text
    [run] = await place.runs(bot)
    assert answer.json() == {"run": str(run["id"]), "repeated": False}
    agent = run["input"]["headers"].pop("user-agent")
    assert agent.startswith("python-httpx")
    assert run["input"] == {
        "method": "POST",
        "query": {"a": ["1", "2"]},
        "headers": {"content-type": "application/json", "x-request-id": "r1"},
        "body": {"order": {"id": 7}},
    }
    assert run["cause"]["kind"] == "webhook"


async def test_forged_calls_and_old_ones_begin_nothing(place: Place) -> None:
    bot = await place.bot()
    trigger, secret = await place.hook(bot, ByWebhook())
    body, now = b"{}", int(time.time())
    proper = sign(secret, body, now)
    wrong: list[dict[str, str]] = [
        {},
        {"x-sayso-signature": ""},
        {"x-sayso-signature": f"t={now}"},
        {"x-sayso-signature": f"t={now},v1={'0' * 64}"},
        {"x-sayso-signature": proper.replace(str(now), str(now + 1))},
        {"x-sayso-signature": f"t={now},t={now},{proper.partition(',')[2]}"},
        {"x-sayso-signature": sign(secret, body, now - 301)},
        {"x-sayso-signature": sign(secret, body, now + 330)},
        {"x-sayso-signature": sign(secret + "x", body, now)},
        {"x-sayso-signature": sign(secret, b"{ }", now)},
        {"x-hub-signature-256": "sha256=" + "0" * 64},
        {"x-hub-signature-256": "sha1=" + "0" * 40},
        {"x-sayso-signature": "t=1,v1=é"},
    ]
    for headers in wrong:
        answer = await place.program.post(
            place.paths[trigger.id],
            content=body,
            headers=[(name.encode(), value.encode()) for name, value in headers.items()],
        )
        assert (answer.status_code, code_of(answer)) == (401, "bad_signature"), headers
        assert secret not in answer.text
        assert "0" * 64 not in answer.text
    assert await place.runs(bot) == []


async def test_the_same_signature_begins_one_run_and_later_ones_are_told_of_it(place: Place) -> None:
    bot = await place.bot()
    trigger, secret = await place.hook(bot, ByWebhook(waits=True))
    headers = signed(secret, b"{}")
    first = await place.call(trigger, b"{}", headers)
    assert first.status_code == 200
    again = await place.call(trigger, b"{}", headers)
    assert again.status_code == 200
    assert again.json() == {"run": first.headers["sayso-run"], "repeated": True}
    renamed = {**headers, "x-sayso-signature": headers["x-sayso-signature"].replace(",", " , ").upper()}
    renamed["x-sayso-signature"] = renamed["x-sayso-signature"].replace("T=", "t=").replace("V1=", "v1=")
    assert (await place.call(trigger, b"{}", renamed)).json()["repeated"] is True
    await place.ran(bot, 1)


async def test_deliveries_of_github_are_taken_once_under_whichever_name(place: Place) -> None:
    bot = await place.bot()
    trigger, secret = await place.hook(bot, ByWebhook())
    first = from_github(secret, b'{"n": 1}', str(uuid4()))
    answers = [
        await place.call(trigger, b'{"n": 1}', first),
        await place.call(trigger, b'{"n": 1}', first),
        await place.call(trigger, b'{"n": 1}', from_github(secret, b'{"n": 1}', str(uuid4()))),
        await place.call(trigger, b'{"n": 2}', from_github(secret, b'{"n": 2}', str(uuid4()))),
    ]
    assert [one.json()["repeated"] for one in answers] == [False, True, True, False]
    assert answers[2].json()["run"] == answers[0].json()["run"]
    await place.ran(bot, 2)


async def test_ten_calls_with_the_same_key_at_once_make_one_run(place: Place) -> None:
    bot = await place.bot()
    trigger, secret = await place.hook(bot, ByWebhook())
    bodies = [b'{"n": %d}' % n for n in range(10)]
    answers = await asyncio.gather(
        *(
            place.call(trigger, body, signed(secret, body, **{"idempotency-key": "order-7"}))
            for body in bodies
        )
    )
    assert {one.json()["run"] for one in answers} == {str((await place.ran(bot, 1))[0]["id"])}
    assert sorted(one.status_code for one in answers) == [200] * 9 + [202]


async def test_a_value_of_the_body_or_a_header_says_which_calls_are_the_same(place: Place) -> None:
    bot = await place.bot()
    by_value = await place.add(bot, ByWebhook(signed=False, key="body.order.id"))
    by_header = await place.add(bot, ByWebhook(signed=False, key="X-Order"))
    for n in (7, 7, 8):
        await place.call(by_value, b'{"order": {"id": %d}}' % n, JSON)
        await place.call(by_header, b"{}", {**JSON, "x-order": str(n)})
    assert (await place.call(by_value, b'{"other": 1}', JSON)).status_code == 202
    assert (await place.call(by_value, b"[1]", JSON)).status_code == 202
    await place.ran(bot, 6)


async def test_whoever_waits_gets_what_the_run_gave_or_why_it_failed(place: Place) -> None:
    bot = await place.bot("def run(ctx, input):\n    return {'sum': sum(input['body'])}\n")
    trigger = await place.add(bot, ByWebhook(signed=False, waits=True))
    answer = await place.call(trigger, b"[1, 2, 3]", JSON)
    assert (answer.status_code, answer.json()) == (200, {"sum": 6})
    failing = await place.bot(FAILS)
    trigger = await place.add(failing, ByWebhook(signed=False, waits=True))
    answer = await place.call(trigger, b"{}", JSON)
    assert (answer.status_code, code_of(answer)) == (502, "run_failed")
    assert "The till is empty" in answer.json()["detail"]
    assert answer.json()["run"] == str((await place.runs(failing))[0]["id"])


async def test_whoever_waits_too_long_is_told_of_the_run(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "WAIT_SECONDS", 0.2)
    bot = await place.bot("import time\ndef run(ctx, input):\n    time.sleep(3)\n    return 1\n")
    trigger = await place.add(bot, ByWebhook(signed=False, waits=True))
    answer = await place.call(trigger, b"{}", JSON)
    assert answer.status_code == 202
    assert answer.json()["run"] == str((await place.runs(bot))[0]["id"])


async def test_json_forms_and_texts_are_read_and_nothing_else(place: Place) -> None:
    bot = await place.bot()
    trigger = await place.add(bot, OPEN)
    form = {"content-type": "application/x-www-form-urlencoded"}
    for body, headers, status in (
        (b'{"a": 1}', {"content-type": "application/vnd.api+json; charset=utf-8"}, 202),
        (b"a=1&b=%C3%A4&a=2", form, 202),
        ("Grüße".encode(), {"content-type": "text/plain"}, 202),
        (b"", {}, 202),
        (b"{", JSON, 400),
        (b'{"a": "\\u0000"}', JSON, 400),
        (b"[" * 500 + b"]" * 500, JSON, 400),
        (b"\xff", {"content-type": "text/plain"}, 400),
        (b"a=%FF", form, 400),
        (b"\x00\x01", {"content-type": "application/octet-stream"}, 415),
    ):
        answer = await place.call(trigger, body, headers)
        assert answer.status_code == status, (body[:20], answer.text)
    told = [one["input"]["body"] for one in await place.ran(bot, 4)]
    assert told == [{"a": 1}, {"a": ["1", "2"], "b": "ä"}, "Grüße", None]


async def test_a_body_that_is_too_long_is_refused_before_anything_else(place: Place) -> None:
    bot = await place.bot()
    trigger = await place.add(bot, OPEN)
    long = b'"' + b"x" * (CALL.size) + b'"'
    for path in (place.paths[trigger.id], "/hooks/nothing"):
        answer = await place.program.post(path, content=long, headers=JSON)
        assert answer.status_code == 413
    assert await place.runs(bot) == []


async def test_what_does_not_answer_is_the_same_for_all_reasons(place: Place) -> None:
    bot = await place.bot()
    off, secret = await place.hook(bot, ByWebhook())
    await place.triggers.change(place.agency, off.id, is_on=False)
    removed = await place.add(bot, OPEN)
    await place.triggers.remove(place.agency, removed.id)
    drafted = await place.bot(status=BotStatus.DRAFT)
    draft = await place.add(drafted, OPEN)
    gone = await place.bot()
    of_gone = await place.add(gone, OPEN)
    await place.admin.execute("update bots set deleted_at = now() where id = $1", gone.id)
    answers = [await place.call(one, b"{}", signed(secret, b"{}")) for one in (off, removed, draft, of_gone)]
    answers.append(await place.program.post("/hooks/" + "x" * 32, content=b"{}", headers=JSON))
    answers.append(await place.program.post("/hooks/" + "x" * 300, content=b"{}", headers=JSON))
    assert {one.status_code for one in answers} == {404}
    assert len({one.text for one in answers}) == 1


async def test_a_paused_bot_says_so_to_those_who_prove_themselves_alone(place: Place) -> None:
    bot = await place.bot()
    trigger, secret = await place.hook(bot, ByWebhook())
    await place.turn(bot, BotStatus.PAUSED)
    headers = signed(secret, b"{}")
    assert (await place.call(trigger, b"{}", JSON)).status_code == 401
    answer = await place.call(trigger, b"{}", headers)
    assert (answer.status_code, code_of(answer)) == (409, "bot_paused")
    await place.turn(bot, BotStatus.ACTIVE)
    assert (await place.call(trigger, b"{}", headers)).status_code == 202


async def test_only_unsigned_ones_answer_to_get_and_none_to_head(place: Place) -> None:
    bot = await place.bot()
    trigger = await place.add(bot, OPEN)
    proven, _ = await place.hook(bot, ByWebhook())
    assert (await place.call(trigger, method="HEAD")).status_code == 404
    assert (await place.call(proven, method="GET")).status_code == 404
    assert (await place.call(trigger, method="PUT")).status_code == 405
    answer = await place.program.get(f"{place.paths[trigger.id]}?city=K%C3%B6ln")
    assert answer.status_code == 202
    assert answer.headers["cache-control"] == "no-store"
    [run] = await place.runs(bot)
    assert run["input"]["query"] == {"city": "Köln"}
    assert run["input"]["method"] == "GET"


async def test_a_page_elsewhere_and_a_cookie_change_nothing(place: Place) -> None:
    bot = await place.bot()
    trigger = await place.add(bot, OPEN)
    headers = {"origin": "https://shop.example", "sec-fetch-site": "cross-site", "cookie": "sayso_session=x"}
    answer = await place.call(trigger, b"{}", {**JSON, **headers, "authorization": "Bearer wrong"})
    assert answer.status_code == 202
    assert "set-cookie" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers


async def test_a_renewed_secret_takes_the_place_of_the_one_before(place: Place) -> None:
    bot = await place.bot()
    trigger = await place.add(bot, ByWebhook())
    assert trigger.notice == NO_SECRET
    assert (await place.call(trigger, b"{}", signed("none", b"{}"))).status_code == 401
    first = await place.triggers.new_secret(place.agency, trigger.id)
    assert (await place.trigger(trigger)).notice == ""
    second = await place.triggers.new_secret(place.agency, trigger.id)
    kept = await place.admin.fetchval("select sealed_secret from bot_triggers where id = $1", trigger.id)
    assert first not in kept
    assert second not in kept
    assert (await place.call(trigger, b"{}", signed(first, b"{}"))).status_code == 401
    assert (await place.call(trigger, b"{}", signed(second, b"{}"))).status_code == 202


async def test_each_address_has_its_own_allowance(
    database: TestDatabase, tmp_path: Path, salon: AppSpec
) -> None:
    async with running_sayso(database.dsn, tmp_path, limit_hook="3/minute", as_server=True) as sayso:
        program = await sayso.platform()
        place = Place(await open_salon(sayso, salon), await database.admin(), program)
        bot = await place.bot()
        one, other = await place.add(bot, OPEN), await place.add(bot, OPEN)
        answers = [await place.call(one, b"{}", JSON) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [202, 202, 202, 429]
        assert int(answers[3].headers["retry-after"]) <= 60
        assert (await place.call(other, b"{}", JSON)).status_code == 202
        guesses = [await program.post(f"/hooks/guess-{n}", json={}) for n in range(5)]
        assert [answer.status_code for answer in guesses] == [404, 404, 404, 429, 429]


async def test_an_input_that_no_run_takes_is_too_large(place: Place) -> None:
    bot = await place.bot()
    trigger = await place.add(bot, OPEN)
    answer = await place.call(trigger, b'"' + b"x" * 300_000 + b'"', JSON)
    body: dict[str, Any] = answer.json()
    assert answer.status_code == 413, body
    assert await place.runs(bot) == []
