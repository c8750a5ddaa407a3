"""Bots over HTTP: changed, taken over, written by hand, compared, gone back to, removed and brought back."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from sayso.bots.details import ConfigField
from sayso.bots.types import BotStatus
from tests.support.boards import Boards
from tests.support.bots import CODE, put_bot
from tests.web.v1.bots.conftest import Workshop

pytestmark = pytest.mark.rotating(3)

FIELDS = (
    ConfigField(name="limit", label="Limit", type="number", default=3),
    ConfigField(name="size", label="Size", type="choice", options=("small", "large")),
)
EDITING: tuple[tuple[str, str, Any], ...] = (
    ("PATCH", "", {"name": "x"}),
    ("DELETE", "", None),
    ("POST", "/words", {"text": "twice a day"}),
    ("POST", "/stop", None),
    ("POST", "/activate", {}),
    ("PUT", "/code", {"code": CODE}),
    ("POST", "/versions/1/activate", None),
    ("POST", "/versions/1/test", None),
    ("POST", "/triggers", {"spec": {"kind": "manual"}}),
    ("DELETE", "/state/count", None),
)
READING = (
    "",
    "/messages",
    "/versions",
    "/versions/1",
    "/compare?from=1&to=1",
    "/runs",
    "/triggers",
    "/state",
)


async def test_a_bot_acts_with_its_owners_rights_so_others_do_not_say_what_it_does(boards: Boards) -> None:
    for method, below, body in EDITING:
        bot = await Workshop(boards).bot(boards.ada)
        for other in (boards.bob, boards.vera):
            refused = await other.ask_for(method, f"/bots/{bot}{below}", body)
            assert refused.status_code == 403, refused.text
        there = await boards.gus.ask_for(method, f"/bots/{bot}{below}", body)
        missing = await boards.gus.ask_for(method, f"/bots/{uuid4()}{below}", body)
        assert (there.status_code, there.json()) == (404, missing.json())


async def test_everybody_of_the_agency_reads_a_bot_and_nobody_else(boards: Boards) -> None:
    for below in READING:
        bot = await Workshop(boards).bot(boards.ada)
        for person in (boards.ada, boards.bob, boards.vera, boards.max):
            await person.call("GET", f"/bots/{bot}{below}")
        there = await boards.gus.ask_for("GET", f"/bots/{bot}{below}")
        missing = await boards.gus.ask_for("GET", f"/bots/{uuid4()}{below}")
        assert (there.status_code, there.json()) == (404, missing.json())


async def test_values_and_ways_of_running_are_changed_and_wrong_ones_are_named(boards: Boards) -> None:
    bot = await Workshop(boards).bot(boards.ada, config=FIELDS)
    path = f"/bots/{bot}"
    change = {"name": "Twice", "config": {"limit": 5, "size": "large"}, "policy": {"timeout": 30}}
    changed = await boards.ada.call("PATCH", path, change)
    assert (changed["name"], changed["config"]) == ("Twice", {"limit": 5, "size": "large"})
    assert (changed["policy"]["timeout"], changed["policy"]["retries"]) == (30, 2)
    assert [one["name"] for one in changed["config_fields"]] == ["limit", "size"]
    changed = await boards.max.call("PATCH", path, {"config": {"limit": None}})
    assert changed["config"] == {"size": "large"}
    for body, field in (
        ({"config": {"limit": "many"}}, "config.limit"),
        ({"config": {"size": "huge"}}, "config.size"),
        ({"config": {"colour": "red"}}, "config.colour"),
        ({"policy": {"timeout": 0}}, "policy.timeout"),
        ({"name": " "}, "name"),
    ):
        refused = await boards.ada.ask_for("PATCH", path, body)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


async def test_a_bot_whose_owner_is_gone_is_taken_over(boards: Boards) -> None:
    bot = await Workshop(boards).bot(boards.ada)
    refused = await boards.bob.ask_for("PATCH", f"/bots/{bot}", {"own": True})
    assert (refused.status_code, "belongs to" in refused.json()["detail"]) == (403, True)
    await boards.max.call("DELETE", f"/agency/people/{boards.ada.id}", expect=204)
    assert (await boards.bob.call("GET", f"/bots/{bot}"))["owner"] is None
    taken = await boards.bob.call("PATCH", f"/bots/{bot}", {"own": True})
    assert (taken["owner"]["id"], taken["may_edit"]) == (boards.bob.id, True)


async def test_a_version_by_hand_waits_with_its_report_and_is_compared_and_gone_back_to(
    workshop: Workshop,
) -> None:
    ada = workshop.people.ada
    bot = await workshop.bot(ada)
    path = f"/bots/{bot}"
    other = CODE.replace("counting", "adding up")
    written = await ada.call("PUT", f"{path}/code", {"code": other})
    assert (written["number"], written["status"], written["ok"]) == (2, "candidate", True)
    assert written["report"]["results"][0]["name"] == "It counts"
    assert (await ada.call("GET", path))["candidate"] == 2
    compared = await ada.call("GET", f"{path}/compare?from=1&to=2")
    assert any(line.startswith("+") and "adding up" in line for line in compared["code"])
    active = await ada.call("POST", f"{path}/activate", {})
    assert (active["version"], active["candidate"]) == (2, None)
    broken = await ada.call("PUT", f"{path}/code", {"code": CODE.replace('"count": count', '"sum": count')})
    assert broken["ok"] is False
    refused = await ada.ask_for("POST", f"{path}/versions/3/activate")
    assert (refused.status_code, refused.json()["code"]) == (422, "does_not_work")
    assert refused.json()["report"]["results"][0]["wrong"]
    back = await ada.call("POST", f"{path}/versions/1/activate")
    assert back["version"] == 1
    unread = await ada.ask_for("PUT", f"{path}/code", {"code": "def run(ctx, input:\n"})
    assert (unread.status_code, bool(unread.json()["diagnostics"])) == (422, True)
    tested = await ada.call("POST", f"{path}/versions/3/test")
    assert tested["report"]["ok"] is False
    listed = await ada.call("GET", f"{path}/versions")
    assert [(one["number"], one["ok"]) for one in listed["items"]] == [(3, False), (2, True), (1, True)]


async def test_a_bot_that_was_removed_comes_back_paused(boards: Boards) -> None:
    bot = await Workshop(boards).bot(boards.ada)
    await boards.ada.call("DELETE", f"/bots/{bot}", expect=204)
    assert (await boards.ada.ask_for("GET", f"/bots/{bot}")).status_code == 404
    assert (await boards.ada.call("GET", "/bots"))["items"] == []
    assert (await boards.bob.ask_for("POST", f"/bots/{bot}/restore")).status_code == 403
    assert (await boards.gus.ask_for("POST", f"/bots/{bot}/restore")).status_code == 404
    assert (await boards.ada.call("POST", f"/bots/{bot}/restore"))["status"] == "paused"


async def test_a_draft_that_was_never_active_cannot_be_paused(boards: Boards) -> None:
    bot = await Workshop(boards).bot(boards.ada, status=BotStatus.DRAFT)
    refused = await boards.ada.ask_for("POST", f"/bots/{bot}/pause")
    assert (refused.status_code, bool(refused.json()["hint"])) == (409, True)


async def test_a_long_list_takes_no_more_queries_than_a_short_one(boards: Boards) -> None:
    agency_id, queries = await boards.agency_of(boards.ada), list[str]()

    def note(*said: Any) -> None:
        queries.append(said[2])

    event.listen(boards.database._platform.sync_engine, "before_cursor_execute", note)
    counts = []
    for more in (1, 30):
        for number in range(more):
            await put_bot(boards.database, agency_id, UUID(boards.ada.id), name=f"Bot {more} {number}")
        queries.clear()
        listed = await boards.ada.call("GET", "/bots?limit=500")
        counts.append((len(listed["items"]), len(queries)))
    assert [count for count, _ in counts] == [1, 31]
    assert counts[0][1] == counts[1][1]
