"""What happens in a session is heard over HTTP, and taken up again where it was left."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import uvicorn

from tests.support.studio import Studio
from tests.support.talk import SALON, Talk, begin


@asynccontextmanager
async def listening(studio: Studio) -> AsyncIterator[httpx.AsyncClient]:
    """A browser at a real server."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(studio.sayso.app, http="httptools", lifespan="off", log_level="critical")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        host = httpx.URL(studio.sayso.settings.platform_origin).netloc.decode()
        headers = {"authorization": studio.client.headers["authorization"], "host": host}
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            async with httpx.AsyncClient(base_url=base, headers=headers, timeout=30) as client:
                yield client
        finally:
            server.should_exit = True
            await serving


async def heard(client: httpx.AsyncClient, talk: Talk, end: str, last: str = "") -> list[dict[str, Any]]:
    """Events with their ids until one of this kind."""
    found: list[dict[str, Any]] = []
    headers = {"last-event-id": last} if last else {}
    address = f"/api/v1/sessions/{talk.id}/events"
    async with asyncio.timeout(60), client.stream("GET", address, headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        number = ""
        async for line in answer.aiter_lines():
            if line.startswith("id: "):
                number = line.removeprefix("id: ")
            if line.startswith("data: "):
                found.append({"id": number, **json.loads(line.removeprefix("data: "))})
                if found[-1]["kind"] == end:
                    return found
    raise AssertionError("the stream ended")


async def test_a_page_hears_everything_once_also_after_it_was_cut_off(studio: Studio) -> None:
    async with listening(studio) as client:
        talk = await begin(studio)
        await talk.send(SALON)
        all_of_it = await heard(client, talk, "done")
        kinds = [one["kind"] for one in all_of_it]
        assert kinds[:3] == ["message", "turn", "turn"]
        assert {"decision", "edits", "reply", "component", "file", "verification"} <= set(kinds)
        assert [int(one["id"]) for one in all_of_it] == sorted({int(one["id"]) for one in all_of_it})
        sentences = [
            each["sentence"] for one in all_of_it if one["kind"] == "edits" for each in one["data"]["edits"]
        ]
        assert any("Stylist" in one for one in sentences)
        component = next(one["data"] for one in all_of_it if one["kind"] == "component")
        assert "import " in component["code"]
        middle = len(all_of_it) // 2
        rest = await heard(client, talk, "done", last=all_of_it[middle]["id"])
        assert rest == all_of_it[middle + 1 :]
        done = all_of_it[-1]["data"]
        assert (done["turn"], done["revision"], done["status"]) == (1, 1, "reviewing")
        assert done["text"] == (await talk.messages())[-1]["text"]


async def test_whoever_comes_back_hears_how_far_publishing_is(studio: Studio) -> None:
    talk = await begin(studio, text=SALON)
    await talk.reply(1)
    await talk.call("POST", "/publish", {"sample": True})
    first = await _phases(talk)
    assert first == ["compiling", "proving", "switching", "filling"]
    await talk.say("remove the phone number from stylists")
    await talk.call("POST", "/publish", {}, expect=409)
    assert (await _phases(talk))[len(first) :] == ["planning", "stopped"]
    refused = [one for one in await talk.told() if one.kind == "publishing"][-1]
    assert refused.data["code"] == "confirmation_needed"
    shown = await talk.call("GET", "/publishing")
    assert (shown["phase"], shown["code"]) == ("stopped", "confirmation_needed")
    assert "live rows" in shown["text"]
    await talk.call("POST", "/publish", {"confirmed": True})
    assert (await _phases(talk))[len(first) + 2 :] == [
        "planning",
        "compiling",
        "proving",
        "preparing",
        "switching",
    ]
    assert (await talk.call("GET", "/publishing"))["phase"] is None


async def test_a_page_follows_from_behind_what_it_shows(studio: Studio) -> None:
    talk = await begin(studio)
    assert (await talk.look())["follow_after"] == 0
    await talk.say(SALON)
    position = (await talk.look())["follow_after"]
    assert position == [one.id for one in await talk.told() if one.kind != "noted"][-1]
    await talk.send("add a birthday to stylists")
    first = await talk.until("message", after=position)
    assert (first.data["turn"], first.data["text"]) == (2, "add a birthday to stylists")
    await talk.until("done", turn=2)


async def test_a_page_that_opens_in_the_middle_of_a_turn_hears_all_of_that_turn(studio: Studio) -> None:
    talk = await begin(studio, feedback_seconds=60)
    await talk.send(SALON)
    await talk.until("component", turn=1)
    await talk.send("add a birthday to stylists")
    position = (await talk.look())["follow_after"]
    heard = [one for one in await talk.told() if one.id > position]
    assert [(one.kind, one.data["turn"]) for one in heard[:3]] == [("message", 1), ("turn", 1), ("turn", 1)]
    assert {"decision", "edits", "component"} <= {one.kind for one in heard if one.data["turn"] == 1}
    await talk.until("done", turn=1)
    assert (await talk.look())["follow_after"] > position
    await talk.call("POST", "/turns/current/cancel")


async def test_what_changed_is_told_with_the_elements_that_it_is_about(studio: Studio) -> None:
    talk = await begin(studio, text=SALON)
    payload = (await talk.reply(1))["payload"]
    assert len(payload["elements"]) == len(payload["sentences"]) == len(set(payload["sentences"]))
    spec = await talk.spec()
    ids = {one.id: one.name for one in spec.entities}
    about = dict(zip(payload["sentences"], payload["elements"], strict=True))
    said = next(one for one in about if one.startswith("Add Stylist"))
    assert ids[about[said]] == "stylist"


async def _phases(talk: Talk) -> list[str]:
    return [one.data["phase"] for one in await talk.told() if one.kind == "publishing"]
