"""What sets bots off over HTTP: added, called, switched off, removed; secrets are shown once."""

import hashlib
import hmac
import time
from typing import Any
from uuid import uuid4

import orjson
import pytest

from tests.support.boards import Boards
from tests.web.v1.bots.conftest import Workshop

HOURLY = {"kind": "cron", "cron": "0 * * * *", "time_zone": "Europe/Berlin"}
WEBHOOK = {"kind": "webhook", "signed": True}


async def test_a_signed_webhook_is_called_with_the_secret_that_was_shown_once(workshop: Workshop) -> None:
    ada = workshop.people.ada
    bot = await workshop.bot(ada)
    made = await ada.call("POST", f"/bots/{bot}/triggers", {"spec": WEBHOOK}, expect=201)
    assert made["secret"]
    assert made["notice"] == ""
    listed = await ada.call("GET", f"/bots/{bot}/triggers")
    assert "secret" not in listed["items"][0]
    body = orjson.dumps({"order": 7})
    path = made["address"].partition("/hooks/")[2]
    stranger = await workshop.people.office.stranger()

    async def call(secret: str) -> int:
        at = int(time.time())
        digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
        headers = {"x-sayso-signature": f"t={at},v1={digest}", "content-type": "application/json"}
        answer = await stranger.client.post(f"/hooks/{path}", content=body, headers=headers)
        return answer.status_code

    assert await call("guessed") == 401
    assert await call(made["secret"]) == 202
    runs = (await ada.call("GET", f"/bots/{bot}/runs"))["items"]
    assert [one["cause"]["kind"] for one in runs] == ["webhook"]
    ended = await workshop.settled(ada, runs[0]["id"])
    assert ended["output"]["input"] is not None
    renewed = await ada.call("POST", f"/triggers/{made['id']}/secret")
    assert renewed["secret"] != made["secret"]
    assert await call(made["secret"]) == 401


async def test_an_address_is_shown_once_replaced_and_tried_by_those_who_may_edit(
    workshop: Workshop,
) -> None:
    ada, vera = workshop.people.ada, workshop.people.vera
    bot = await workshop.bot(ada)
    made = await ada.call("POST", f"/bots/{bot}/triggers", {"spec": WEBHOOK}, expect=201)
    [listed] = (await ada.call("GET", f"/bots/{bot}/triggers"))["items"]
    assert listed["has_address"]
    assert not {"address", "secret"} & set(listed)
    assert made["address"].rpartition("/")[2] not in str(await ada.call("GET", f"/bots/{bot}"))
    renewed = await ada.call("POST", f"/triggers/{made['id']}/address")
    assert renewed["address"] != made["address"]
    begun = await ada.call("POST", f"/triggers/{made['id']}/calls", {"body": {"order": 7}}, expect=202)
    ended = await workshop.settled(ada, begun["run"])
    assert ended["output"]["input"]["body"] == {"order": 7}
    for what in ("address", "calls"):
        await vera.call("POST", f"/triggers/{made['id']}/{what}", {}, expect=403)
    await ada.call("PATCH", f"/triggers/{made['id']}", {"is_on": False})
    await ada.call("POST", f"/triggers/{made['id']}/calls", {"body": 1}, expect=404)


async def test_what_sets_a_bot_off_is_said_in_words_and_can_be_switched_off(boards: Boards) -> None:
    workshop = Workshop(boards)
    bot = await workshop.bot(boards.ada)
    made = await boards.ada.call("POST", f"/bots/{bot}/triggers", {"spec": HOURLY}, expect=201)
    assert (made["secret"], made["address"], made["is_on"]) == (None, None, True)
    assert made["words"].startswith("Every hour")
    shown = await boards.ada.call("GET", f"/bots/{bot}")
    assert shown["next_run_at"] == made["next_at"] is not None
    listed = (await boards.vera.call("GET", "/bots"))["items"][0]
    assert (listed["next_run_at"], listed["triggers"][0]["words"]) == (made["next_at"], made["words"])
    off = await boards.ada.call("PATCH", f"/triggers/{made['id']}", {"is_on": False})
    assert (off["is_on"], off["next_at"]) == (False, None)
    assert (await boards.ada.call("GET", f"/bots/{bot}"))["next_run_at"] is None
    changed = await boards.ada.call(
        "PATCH", f"/triggers/{made['id']}", {"spec": {**HOURLY, "cron": "0 8 * * *"}, "is_on": True}
    )
    assert "08:00" in changed["words"]
    await boards.ada.call("DELETE", f"/triggers/{made['id']}", expect=204)
    assert (await boards.ada.call("GET", f"/bots/{bot}/triggers"))["items"] == []


async def test_a_list_calls_another_bot_by_its_name(boards: Boards) -> None:
    workshop = Workshop(boards)
    other, bot = await workshop.bot(boards.ada), await workshop.bot(boards.ada)
    await boards.ada.call("PATCH", f"/bots/{other}", {"name": "Night watch"})
    spec = {"kind": "bot", "bot": other, "on": "failure"}
    await boards.ada.call("POST", f"/bots/{bot}/triggers", {"spec": spec}, expect=201)
    listed = (await boards.ada.call("GET", "/bots"))["items"]
    (shown,) = [one for one in listed if one["id"] == bot]
    assert [one["words"] for one in shown["triggers"]] == ["When Night watch fails"]


async def test_a_paused_bot_is_due_no_more(boards: Boards) -> None:
    workshop = Workshop(boards)
    bot = await workshop.bot(boards.ada)
    await boards.ada.call("POST", f"/bots/{bot}/triggers", {"spec": HOURLY}, expect=201)
    paused = await boards.bob.call("POST", f"/bots/{bot}/pause")
    assert (paused["status"], paused["next_run_at"], paused["triggers"][0]["next_at"]) == (
        "paused",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("spec", "status"),
    [
        ({"kind": "cron", "cron": "soon"}, 400),
        ({"kind": "interval", "seconds": 1}, 422),
        ({"kind": "row", "module": "nothing", "entity": "order"}, 400),
        ({"kind": "moon"}, 422),
    ],
)
async def test_what_could_never_set_a_bot_off_is_refused(boards: Boards, spec: Any, status: int) -> None:
    bot = await Workshop(boards).bot(boards.ada)
    answer = await boards.ada.ask_for("POST", f"/bots/{bot}/triggers", {"spec": spec})
    assert answer.status_code == status, answer.text
    assert answer.json()["detail"]


CALLS: tuple[tuple[str, str, Any], ...] = (
    ("PATCH", "", {"is_on": False}),
    ("DELETE", "", None),
    ("POST", "/secret", None),
)


@pytest.mark.parametrize(("method", "below", "body"), CALLS)
async def test_only_owners_and_administrators_say_what_sets_a_bot_off(
    boards: Boards, method: str, below: str, body: Any
) -> None:
    bot = await Workshop(boards).bot(boards.ada)
    made = await boards.ada.call("POST", f"/bots/{bot}/triggers", {"spec": WEBHOOK}, expect=201)
    path = f"/triggers/{made['id']}{below}"
    for other in (boards.bob, boards.vera):
        assert (await other.ask_for(method, path, body)).status_code == 403
    there = await boards.gus.ask_for(method, path, body)
    missing = await boards.gus.ask_for(method, f"/triggers/{uuid4()}{below}", body)
    assert (there.status_code, there.json()) == (404, missing.json())
    assert (await boards.max.ask_for(method, path, body)).status_code < 300


async def test_a_timing_is_said_in_words_with_its_next_times(boards: Boards) -> None:
    said = await boards.vera.call("GET", "/timing?cron=0+8+*+*+1-5&time_zone=Europe/Berlin")
    assert "08:00" in said["words"]
    assert len(said["next"]) == 5
    assert (await boards.vera.call("GET", "/timing?seconds=900"))["words"] == "every 15 minutes"
    assert await boards.vera.call("GET", "/timing") == {"words": "", "next": []}
    for query in ("?cron=soon", "?seconds=1", "?cron=0+8+*+*+*&time_zone=Nowhere", "?cron=a&seconds=60"):
        answer = await boards.vera.ask_for("GET", f"/timing{query}")
        assert answer.status_code == 400, query
        assert answer.json()["hint"]
