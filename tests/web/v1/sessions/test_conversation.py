"""What is said is kept, put in order, answered once, and can be stopped."""

import asyncio
from pathlib import Path

from sayso.llm.types import Role
from sayso.spec.model import AppSpec
from tests.jobs.place import until
from tests.support.models import Answer, Hang, Json, Request
from tests.support.models.script import Outcome
from tests.support.office import open_office
from tests.support.postgres import TestDatabase
from tests.support.studio import Studio
from tests.support.talk import SALON, begin, studio_with_models


async def test_messages_that_are_sent_at_once_are_put_in_order(studio: Studio) -> None:
    talk = await begin(studio, text=SALON)
    turns = await asyncio.gather(
        talk.send("add a birthday to stylists"), talk.send("add a nickname to stylists")
    )
    assert sorted(turns) == [2, 3]
    await talk.reply(3)
    line = await talk.revisions()
    assert [one["turn"] for one in line] == [1, 2, 3]
    spec = await talk.spec()
    stylist = next(one for one in spec.entities if one.name == "stylist")
    assert {"birthday", "nickname"} <= {field.name for field in stylist.fields}
    numbers = [one["number"] for one in await talk.messages()]
    assert numbers == list(range(1, len(numbers) + 1))


async def test_a_message_that_is_sent_twice_is_worked_on_once(studio: Studio) -> None:
    talk = await begin(studio)
    first = await talk.send(SALON, key="m-1")
    assert await talk.send(SALON, key="m-1") == first
    await talk.reply(first)
    other = {"text": "Something else", "key": "m-1"}
    refused = await talk.call("POST", "/messages", other, expect=409)
    assert "key" in refused["detail"]
    assert [one["role"] for one in await talk.messages()] == ["user", "assistant"]


async def test_answers_to_questions_are_part_of_what_is_said(studio: Studio) -> None:
    talk = await begin(studio, text=SALON)
    await talk.reply(1)
    answers = [{"question": "What should be different?", "answer": "Add a birthday to stylists"}]
    await talk.say("", answers=answers)
    said = (await talk.messages())[2]
    assert (said["text"], said["payload"]["answers"]) == ("Add a birthday to stylists.", answers)
    assert (await talk.look())["revision"] == 2


async def test_words_in_another_language_are_kept_and_answered_in_it(studio: Studio) -> None:
    talk = await begin(studio, text=SALON)
    await talk.reply(1)
    before = await talk.spec()
    wished = "Füge den Kunden ein Feld für den Geburtstag hinzu"
    answered = await talk.say(wished)
    assert answered["text"].startswith("Das ist auf Deutsch. Ohne Sprachmodell verstehe ich nur Englisch")
    assert "`sayso model set openai`" in answered["text"]
    assert await talk.spec() == before
    assert wished in [one["text"] for one in await talk.messages()]


async def test_what_cannot_be_used_is_refused_with_a_way_out(studio: Studio) -> None:
    talk = await begin(studio)
    empty = await talk.call("POST", "/messages", {"text": "  "}, expect=400)
    assert empty["hint"]
    for body in ({"text": "a" * 200_001}, {"text": "x", "about": "no id"}, {"text": "x", "key": "ä"}, {}):
        answer = await studio.client.post(f"/api/v1/sessions/{talk.id}/messages", json=body)
        assert answer.status_code in {400, 422}, body
    assert await talk.messages() == []
    for path, body in (
        ("/undo", None),
        ("/redo", None),
        ("/jump", {"number": 1}),
        ("/approve", {}),
        ("/publish", {}),
        ("/turns/current/cancel", None),
        ("/turns/current/pause", None),
    ):
        refused = await talk.call("POST", path, body, expect=409)
        assert refused["detail"], path
    await talk.call("POST", "/turns/current/dance", expect=422)
    await studio.call("POST", "/sessions", {"designer": "llm"}, expect=400)
    await studio.call("POST", "/sessions", {"module": "nothing"}, expect=404)
    await studio.call("GET", "/sessions", expect=422, status="sleeping")


async def test_words_that_say_nothing_lead_to_a_question_and_no_revision(studio: Studio) -> None:
    talk = await begin(studio)
    reply = await talk.say("hello there")
    assert reply["payload"]["questions"] or reply["text"]
    seen = await talk.look()
    assert (seen["status"], seen["revision"], seen["spec"]) == ("drafting", 0, None)


async def test_sessions_are_listed_named_rated_and_ended(studio: Studio) -> None:
    first = await begin(studio, name="Salon", description="For Sue")
    second = await begin(studio, text=SALON)
    await second.reply(1)
    listed = (await studio.call("GET", "/sessions"))["items"]
    assert [one["id"] for one in listed] == [second.id, first.id]
    reviewing = (await studio.call("GET", "/sessions", status="reviewing"))["items"]
    assert [one["id"] for one in reviewing] == [second.id]
    page = await studio.call("GET", "/sessions", limit=1)
    rest = await studio.call("GET", "/sessions", limit=1, cursor=page["next_cursor"])
    assert [one["id"] for one in rest["items"]] == [first.id]
    changed = await first.call("PATCH", "", {"name": "Barber", "feedback_seconds": 2.5, "satisfaction": 4})
    assert (changed["name"], changed["feedback_seconds"], changed["satisfaction"]) == ("Barber", 2.5, 4)
    ended = await first.call("POST", "/cancel")
    assert ended["status"] == "cancelled"
    refused = await first.call("POST", "/messages", {"text": SALON}, expect=409)
    assert refused["code"] == "session_ended"
    assert (await first.messages())[-1]["role"] == "system"
    await second.call("DELETE", "", expect=204)
    await second.call("GET", "", expect=404)


async def test_a_turn_is_stopped_at_any_time_and_leaves_all_as_it_was(
    database: TestDatabase, tmp_path: Path
) -> None:
    async with studio_with_models(database.dsn, tmp_path, Hang(60)) as (studio, server):
        talk = await begin(studio, designer="offline", text=SALON)
        await talk.reply(1)
        await talk.call("PATCH", "", {"designer": "auto"})
        turn = await talk.send("Why is there a list of services, and what is it good for?")
        waiting = await talk.send("rename stylist to barber")
        await until(lambda: server.requests)
        busy = await talk.call("POST", "/undo", expect=409)
        assert busy["code"] == "turn_running"
        stopped = await talk.call("POST", "/turns/current/cancel")
        assert (stopped["number"], stopped["status"]) == (turn, "cancelled")
        reply = await talk.reply(turn)
        assert (reply["role"], "as it was before" in reply["text"]) == ("system", True)
        assert await server.was_hung_up()
        await talk.call("PATCH", "", {"designer": "offline"})
        await talk.reply(waiting)
        assert (await talk.revisions())[0]["turn"] == 1
        assert (await talk.look())["status"] == "reviewing"


async def test_a_reply_of_a_model_is_told_as_it_comes_and_counted(
    database: TestDatabase, tmp_path: Path
) -> None:
    words = "Services are what customers book. " * 12
    script = Answer(words, input=120, output=40, piece=24, drip=0.02)
    async with studio_with_models(database.dsn, tmp_path, script) as (studio, server):
        talk = await begin(studio, designer="offline", text=SALON)
        await talk.reply(1)
        await talk.call("PATCH", "", {"designer": "llm"})
        reply = await talk.say("Why is there a list of services, and what is it good for?")
        assert reply["payload"]["decision"] == "question"
        asked = len(server.requests)
        assert (reply["tokens_in"], reply["tokens_out"]) == (120 * asked, 40 * asked)
        assert (reply["model"], reply["cost"]) == ("local:explain", None)
        pieces = [one.data["text"] for one in await talk.told() if one.kind == "reply"]
        assert len(pieces) > 3
        assert "".join(pieces[1:]).strip() == reply["text"].strip()


async def test_nobody_of_another_agency_sees_or_changes_a_session(
    database: TestDatabase, tmp_path: Path, salon: AppSpec
) -> None:
    async with open_office(database.dsn, tmp_path) as office:
        await office.agency("Globex")
        ada = await office.person("ada@acme.example", "user")
        eve = await office.person("eve@globex.example", "admin", agency="globex")
        vic = await office.person("vic@acme.example", "viewer")
        talk = await begin(ada, text=SALON)
        await talk.reply(1)
        for method, path, body in (
            ("GET", "", None),
            ("GET", "/messages", None),
            ("GET", "/events", None),
            ("POST", "/messages", {"text": "hello"}),
            ("POST", "/undo", None),
            ("POST", "/publish", {}),
            ("DELETE", "", None),
        ):
            answer = await eve.ask_for(method, f"/sessions/{talk.id}{path}", body)
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path
        assert (await eve.call("GET", "/sessions"))["items"] == []
        await vic.call("GET", f"/sessions/{talk.id}", expect=404)
        await ada.call("PUT", f"/sessions/{talk.id}/people/{vic.id}", {"access": "editor"})
        assert (await vic.call("GET", f"/sessions/{talk.id}"))["access"] == "editor"
        await vic.call("POST", f"/sessions/{talk.id}/messages", {"text": "hello"}, expect=403)
        slug = await ada.install(salon)
        stolen = await eve.ask_for("POST", "/sessions", {"module": slug})
        assert stolen.status_code == 404


async def test_a_reply_says_what_the_checks_found_and_nothing_that_a_model_claims(
    database: TestDatabase, tmp_path: Path
) -> None:
    """In the message, in what is told while it is made, and in the line of revisions."""
    claim = "Auditors can now see everything, and anybody may sign up."
    boast = dict.fromkeys(("reply", "message", "summary", "reasoning"), claim)
    added = {"op": "add", "kind": "role", "element": {"name": "auditor"}}

    def speak(request: Request) -> Outcome:
        if request.role is Role.ORCHESTRATOR:
            return Json({"decision": "refinement", "subject": "schema"})
        return Json({**boast, "edits": [added], "questions": [claim], "assumptions": [claim]})

    async with studio_with_models(database.dsn, tmp_path, speak) as (studio, _):
        talk = await begin(studio, text=SALON, designer="offline")
        await talk.until("done", turn=1)
        await talk.call("PATCH", "", {"designer": "llm"})
        said = await talk.say("auditors come by each spring, mind that")
        told = [one for one in await talk.told() if one.data.get("turn") == 2]
        (*_, made) = await talk.revisions()
    assert said["text"].startswith("Add role Auditor.")
    assert "The checks found: The role “auditor” is allowed nothing." in said["text"]
    assert claim not in said["text"]
    shown = [*said["payload"]["sentences"], *said["payload"]["assumptions"], *made["sentences"]]
    shown += [str(one.data.get("text") or one.data.get("sentence") or "") for one in told]
    own = "A model's own words, unchecked: “"
    assert [one for one in shown if claim in one and f"{own}{claim}”" not in one] == []
    assert [one for one in said["payload"]["questions"] if claim in one["text"]] == []
