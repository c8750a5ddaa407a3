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
    async with asyncio.timeout(30), client.stream("GET", address, headers=headers) as answer:
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
