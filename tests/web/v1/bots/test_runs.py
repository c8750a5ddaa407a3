"""Runs of bots over HTTP: begun by hand, looked at, decided, cancelled, run again."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from sayso.bots.run_queue.live import add
from sayso.bots.types import BotStatus
from sayso.events.repository import after
from sayso.events.stream import Events
from tests.web.v1.bots.conftest import Workshop

pytestmark = pytest.mark.rotating(4)

SLOW = "import time\n\n\ndef run(ctx, input):\n    time.sleep(60)\n"


async def test_a_run_by_hand_shows_what_it_was_given_what_it_wrote_and_what_it_gave(
    workshop: Workshop,
) -> None:
    ada, vera = workshop.people.ada, workshop.people.vera
    bot = await workshop.bot(ada)
    run = await workshop.run(ada, bot, input={"day": 3, "password": "hush"})
    assert (run["state"], run["error"], run["bot_name"]) == ("success", "", "Counter")
    assert run["output"]["count"] == 1
    assert run["input"] == {"day": 3, "password": "••••"}
    assert (run["cause"]["kind"], run["cause"]["by"]["id"]) == ("manual", ada.id)
    assert "counting" in "".join(one["text"] for one in run["log"])
    assert [one["ending"] for one in run["attempts"]] == ["success"]
    listed = await vera.call("GET", f"/bots/{bot}/runs")
    assert [one["id"] for one in listed["items"]] == [run["id"]]
    shown = await ada.call("GET", f"/bots/{bot}")
    assert (shown["counters"]["runs"], shown["counters"]["last_state"]) == (1, "success")
    kept = await ada.call("GET", f"/bots/{bot}/state")
    assert [(one["key"], one["value"]) for one in kept["items"]] == [("count", 1)]
    await ada.call("DELETE", f"/bots/{bot}/state/count", expect=204)
    assert (await workshop.run(ada, bot))["output"]["count"] == 1


async def test_a_line_that_comes_while_a_run_is_read_is_shown_once(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, services = workshop.people.ada, workshop.people.office.sayso.services
    run = await workshop.run(ada, await workshop.bot(ada, code=SLOW), "running")
    agency_id, run_id = await workshop.people.agency_of(ada), UUID(run["id"])
    found = await services.bots.runs.show(agency_id, run_id)
    position = Events.position

    async def slowly(events: Events, *asked: Any) -> int:
        told = await position(events, *asked)
        async with services.database.unit(agency_id) as session:
            assert await add(services.events, session, found, ["a late line"])
        return told

    monkeypatch.setattr(Events, "position", slowly)
    shown = await ada.call("GET", f"/runs/{run_id}")
    monkeypatch.undo()
    async with services.database.unit(agency_id) as session:
        later = await after(session, agency_id, run_id, shown["follow_after"])
    lines = [one["text"] for one in shown["log"]] + [one.data.get("text") for one in later]
    assert lines.count("a late line") == 1
    await ada.call("POST", f"/runs/{run_id}/cancel")


async def test_what_a_bot_reads_with_the_rights_of_its_owner_is_not_shown_to_others(
    workshop: Workshop,
) -> None:
    people = workshop.people
    bot = await workshop.bot(people.ada)
    run = await workshop.run(people.ada, bot, input={"day": 3})
    for other in (people.bob, people.vera):
        seen = await other.call("GET", f"/runs/{run['id']}")
        assert (seen["state"], seen["is_hidden"]) == ("success", True)
        assert (seen["input"], seen["output"], seen["log"], seen["requests"]) == (None, None, [], [])
        assert [one["value"] for one in seen["steps"]] == [None] * len(run["steps"])
        [listed] = (await other.call("GET", f"/bots/{bot}/runs"))["items"]
        assert (listed["input"], listed["output"], listed["is_hidden"]) == (None, None, True)
        refused = await other.ask_for("GET", f"/runs/{run['id']}/events")
        assert (refused.status_code, "share" in refused.json()["hint"]) == (403, True)
        assert await other.call("GET", f"/bots/{bot}/state") == {"items": [], "is_hidden": True}
    theirs = await workshop.run(people.bob, bot, input={"day": 4})
    assert (theirs["output"], theirs["is_hidden"]) == (None, True)
    assert (await people.max.call("GET", f"/runs/{run['id']}"))["output"] == run["output"]
    await people.ada.call("PATCH", f"/bots/{bot}", {"policy": {"shared": True}})
    shared = await people.vera.call("GET", f"/runs/{run['id']}")
    assert (shared["output"], shared["is_hidden"]) == (run["output"], False)
    assert (await people.vera.call("GET", f"/bots/{bot}/state"))["items"] != []


async def test_the_same_key_gives_the_run_that_is_there(workshop: Workshop) -> None:
    ada, max_ = workshop.people.ada, workshop.people.max
    bot = await workshop.bot(ada)
    first = await workshop.run(ada, bot, idempotency_key="monday")
    again = await workshop.run(ada, bot, idempotency_key="monday")
    other = await workshop.run(max_, bot, idempotency_key="monday")
    assert first["id"] == again["id"] != other["id"]


async def test_a_run_waits_for_somebody_who_is_named_afterwards(workshop: Workshop) -> None:
    people = workshop.people
    bot = await workshop.bot(people.ada)
    run = await workshop.run(people.ada, bot, "waiting", input={"ask": True})
    assert (await people.bob.call("GET", f"/bots/{bot}"))["approvals"] == 1
    assert (await people.bob.call("GET", "/approvals?open=true"))["items"] == []
    asked = (await people.ada.call("GET", "/approvals?open=true"))["items"][0]
    assert (asked["text"], asked["bot_name"], asked["decision"]) == ("Shall it go on?", "Counter", None)
    path = f"/approvals/{asked['id']}"
    for other in (people.bob, people.vera, people.max):
        assert (await other.ask_for("POST", path, {"approved": True})).status_code == 404
        (seen,) = (await other.call("GET", f"/runs/{run['id']}"))["approvals"]
        assert (seen["text"], seen["is_hidden"]) == ("", True)
    await people.ada.call("PATCH", f"/bots/{bot}", {"policy": {"deciders": ["viewer"]}})
    assert (await people.ada.call("GET", "/approvals?open=true"))["items"] == []
    assert len((await people.vera.call("GET", "/approvals?open=true"))["items"]) == 1
    await people.ada.call("PATCH", f"/bots/{bot}", {"policy": {"deciders": [people.bob.email]}})
    assert (await people.gus.ask_for("POST", path, {"approved": True})).status_code == 404
    decided = await people.bob.call("POST", path, {"approved": True, "comment": "why not"})
    assert (decided["decision"], decided["comment"], decided["decided_by"]["id"]) == (
        True,
        "why not",
        people.bob.id,
    )
    assert (await people.bob.ask_for("POST", path, {"approved": False})).status_code == 409
    (entry,) = (await people.max.call("GET", "/audit?action=approval.decided"))["items"]
    assert (entry["actor_id"], entry["changes"]["approved"]) == (people.bob.id, [None, True])
    assert "why not" not in str(entry["changes"])
    ended = await workshop.settled(people.ada, run["id"])
    assert (ended["state"], ended["output"]["count"]) == ("success", 2)
    assert ended["approvals"][0]["decided_by"]["id"] == people.bob.id
    assert (await people.bob.call("GET", "/approvals?open=true"))["items"] == []
    assert len((await people.bob.call("GET", f"/approvals?open=false&bot={bot}"))["items"]) == 1


async def test_a_run_that_failed_is_looked_after_or_run_again_with_another_input(workshop: Workshop) -> None:
    ada = workshop.people.ada
    bot = await workshop.bot(ada)
    await ada.call("PATCH", f"/bots/{bot}", {"policy": {"retries": 0, "heals": False}})
    failed = [await workshop.run(ada, bot, input={"fail": True}) for _ in range(2)]
    assert [(one["state"], one["is_dead"]) for one in failed] == [("failed", True)] * 2
    assert "the shop is closed" in failed[0]["error"]
    dead = await ada.call("GET", "/runs?dead=true&state=failed&state=timed_out")
    assert {one["id"] for one in dead["items"]} == {one["id"] for one in failed}
    again = await ada.call("POST", f"/runs/{failed[0]['id']}/rerun", {"input": None}, expect=202)
    assert (again["input"], again["cause"]["rerun_of"]) == (None, failed[0]["id"])
    assert (await workshop.settled(ada, again["id"]))["state"] == "success"
    assert (await ada.call("POST", f"/runs/{failed[1]['id']}/dismiss"))["is_dead"] is False
    assert (await ada.call("GET", "/runs?dead=true"))["items"] == []
    told = await ada.call("GET", "/notices")
    assert told["unread"] >= 1
    assert any("Counter failed" in one["title"] for one in told["items"])
    assert (await ada.call("POST", "/notices/read", {"all": True})) == {"unread": 0}


async def test_a_run_is_cancelled_at_once_by_whoever_may_write(workshop: Workshop) -> None:
    people = workshop.people
    bot = await workshop.bot(people.ada, code=SLOW)
    run = await workshop.run(people.ada, bot, "running")
    cancelled = await people.bob.call("POST", f"/runs/{run['id']}/cancel")
    assert cancelled["state"] == "cancelled"
    assert (await people.bob.call("POST", f"/runs/{run['id']}/cancel"))["state"] == "cancelled"


async def test_a_draft_is_run_as_a_test_by_its_owner_alone(workshop: Workshop) -> None:
    people = workshop.people
    bot = await workshop.bot(people.ada, status=BotStatus.DRAFT)
    path = f"/bots/{bot}/runs"
    refused = await people.ada.ask_for("POST", path, {})
    assert (refused.status_code, refused.json()["code"]) == (409, "bot_not_runnable")
    body = {"version": 1, "is_test": True}
    assert (await people.bob.ask_for("POST", path, body)).status_code == 403
    run = await workshop.run(people.ada, bot, **body)
    assert (run["state"], run["is_test"]) == ("success", True)
    assert (await people.ada.call("GET", f"/bots/{bot}"))["counters"]["runs"] == 0
    assert (await people.ada.ask_for("POST", path, {"version": 9, "is_test": True})).status_code == 404


CALLS: tuple[tuple[str, str, Any], ...] = (
    ("GET", "/runs/{run}", None),
    ("POST", "/runs/{run}/cancel", None),
    ("POST", "/runs/{run}/rerun", {}),
    ("POST", "/runs/{run}/dismiss", None),
    ("GET", "/runs/{run}/events", None),
)


async def test_runs_of_another_agency_are_like_those_that_are_not_there(workshop: Workshop) -> None:
    run = await workshop.run(workshop.people.ada, await workshop.bot(workshop.people.ada))
    for method, path, body in CALLS:
        there = await workshop.people.gus.ask_for(method, path.format(run=run["id"]), body)
        missing = await workshop.people.gus.ask_for(method, path.format(run=uuid4()), body)
        assert (there.status_code, there.json()) == (404, missing.json())
        assert (await workshop.people.gus.call("GET", "/runs"))["items"] == []
