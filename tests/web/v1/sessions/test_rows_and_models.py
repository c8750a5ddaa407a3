"""What somebody keeps in rows is in no request to a model: not from a spreadsheet, not from a live module."""

import json
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import pytest

from sayso.llm.types import Role
from tests.devloop.test_component_writer import GOOD, WRONG_TYPE
from tests.devloop.theatre import ASKED, plan_of, theatre
from tests.support.models import Answer, Json, Request, Status
from tests.support.models.script import Outcome
from tests.support.postgres import TestDatabase
from tests.support.studio import Studio
from tests.support.talk import Talk, begin, studio_with_models
from tests.support.workbooks import workbook

pytestmark = pytest.mark.rotating(1)

CANARIES = ("Zephyrine", "Quillfeather", "zq@private.example", "48213977", "1987-03-14", "Hollowmere")
CLIENTS = workbook(
    {
        "Clients": [
            ["Name", "E-mail", "Number", "Born", "Notes", "Status"],
            [
                "Zephyrine Quillfeather",
                "zq@private.example",
                48213977,
                "1987-03-14",
                "lives in Hollowmere",
                "new",
            ],
            ["Zephyrine Two", "zq@private.example", 48213977, "", "of Hollowmere", "known"],
            ["Quillfeather", "", 48213977, "1987-03-14", "", "new"],
            ["Hollowmere", "zq@private.example", "", "", "", "known"],
        ]
    }
)


def unusable(request: Request) -> Answer:
    """Something that each role has to ask again about, so that requests to repair are made, too."""
    if request.role is Role.ORCHESTRATOR:
        is_asked = "?" in request.user.rpartition("<message")[2]
        return Answer(json.dumps({"decision": "question" if is_asked else "correction", "subject": "schema"}))
    wrong = {"changes": [{"op": "remove", "kind": "entity", "target": "nowhere"}], "reply": "Done"}
    return Answer("It stands there." if request.shape is None else json.dumps(wrong))


def told(requests: Sequence[Request]) -> list[str]:
    """Values of rows that are in what was sent."""
    sent = json.dumps([request.body for request in requests], ensure_ascii=False).lower()
    return [one for one in CANARIES if one.lower() in sent]


async def start(studio: Studio) -> Talk:
    """A session that began with the clients."""
    answer = await studio.client.post(
        "/api/v1/sessions/from-spreadsheet", files={"file": ("clients.xlsx", CLIENTS)}
    )
    assert answer.status_code == 201, answer.text
    talk = Talk(studio, answer.json())
    talk.agency = UUID((await studio.call("GET", "/agency"))["id"])
    await talk.call("PATCH", "", {"designer": "llm", "feedback_seconds": 0})
    return talk


async def test_no_cell_and_no_row_is_told_to_a_model(database: TestDatabase, tmp_path: Path) -> None:
    async with studio_with_models(database.dsn, tmp_path, unusable) as (studio, server):
        talk = await start(studio)
        await talk.say("Which clients are there, and why?")
        await talk.say("Every client should get along with at most one other, somehow")
        asked = len(server.requests)
        assert asked > 2, "models were asked, and asked again"
        slug = (await talk.call("POST", "/publish", {}))["module"]["slug"]
        live = await studio.call("GET", f"/modules/{slug}/data/clients")
        assert [one for one in CANARIES if one.lower() not in json.dumps(live).lower()] == []
        spec = await studio.call("GET", f"/sessions/{talk.id}/spec")
        (mail,) = (one for one in spec["entities"][0]["fields"] if one["name"] == "e_mail")
        edits = [
            {"op": "set", "kind": "field", "target": mail["id"], "values": {"required": True, "unique": True}}
        ]
        await talk.call("POST", "/edits", {"edits": edits})
        plan = await talk.call("GET", "/plan")
        assert "zq@private.example" in json.dumps(plan), f"the person sees what does not fit: {plan}"
        await talk.say("Why does that not fit, and which clients are in the way?")
        await talk.say("Then do away with whatever is twice, somehow")
        assert len(server.requests) > asked
        begun = len(server.requests)
        other = await begin(studio, text="Clients book rooms by the hour, as before", designer="llm")
        await other.until("done", "failed", turn=1)
        assert len(server.requests) > begun, "a first build in words asks, too"
        knowing = {one.role for one in server.requests if "e_mail" in str(one.body)}
        assert {Role.SCHEMA, Role.EXPLAIN} <= knowing, f"they know the columns: {knowing}"
        assert told(server.requests) == []


async def test_no_row_is_told_to_whoever_writes_a_component_of_a_live_application(
    database: TestDatabase, tmp_path: Path
) -> None:
    """Its first reply does not pass the checks, so that the way to mend it is asked for as well."""

    def coder(request: Request) -> Outcome:
        if request.role is not Role.CODE:
            return Status(400)
        return Json({**GOOD, "code": WRONG_TYPE} if len(request.messages) == 1 else GOOD)

    async with studio_with_models(database.dsn, tmp_path, coder) as (studio, server):
        slug = await studio.install(theatre())
        guest = await studio.call(
            "POST", f"/modules/{slug}/data/guests", {"name": "Zephyrine Quillfeather"}, expect=201
        )
        seat = {"hall_row": "Hollowmere", "place": 48213977, "guest_id": guest["id"]}
        await studio.call("POST", f"/modules/{slug}/data/seats", seat, expect=201)
        talk = await begin(studio, module=slug)
        await talk.say(ASKED, about=plan_of(theatre()).id)
        asked = [one for one in server.requests if one.role is Role.CODE]
        assert len(asked) > 1, "it was mended"
        assert told(asked) == []


async def test_what_a_plan_says_of_rows_goes_to_no_model_with_the_conversation(
    database: TestDatabase, tmp_path: Path
) -> None:
    """The reply that names what is in the way is part of what later messages are asked with."""
    async with studio_with_models(database.dsn, tmp_path, unusable) as (studio, server):
        first = await start(studio)
        slug = (await first.call("POST", "/publish", {}))["module"]["slug"]
        talk = await begin(studio, module=slug, designer="offline")
        await talk.say("make the e-mail required and unique")
        said = await talk.say("publish it")
        assert "Rows that share a “E-mail” with an earlier one: 2." in said["text"]
        await talk.call("PATCH", "", {"designer": "llm"})
        await talk.say("Which clients are in the way, and why?")
        sent = json.dumps([request.body for request in server.requests], ensure_ascii=False)
        assert "Rows that share a “E-mail”" in sent, "the conversation goes along"
        assert told(server.requests) == []
