"""Somebody who talks to a build session over HTTP, and hears what is told of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from sayso.events.types import Event
from sayso.llm.types import Role
from sayso.spec.model import AppSpec
from tests.support.models import KEY, ModelServer, model_server
from tests.support.models import Step as Scripted
from tests.support.running import running_sayso
from tests.support.studio import Studio, open_studio
from tests.support.unproved import Unproved

SALON = "A hair salon with stylists, services and appointments. A stylist has a name and a phone number."
LONGEST_WAIT = 60.0


class Talk:
    """A session, and whoever talks in it."""

    def __init__(self, studio: Studio, session: dict[str, Any]) -> None:
        self.studio = studio
        self.id = str(session["id"])
        self.agency = UUID(int=0)

    async def call(self, method: str, path: str = "", body: Any = None, **more: Any) -> Any:
        """The answer of a call of this session."""
        return await self.studio.call(method, f"/sessions/{self.id}{path}", body, **more)

    async def send(self, text: str, **more: Any) -> int:
        """Say something and do not wait; the number of the turn."""
        sent = await self.call("POST", "/messages", {"text": text, **more}, expect=202)
        number: int = sent["turn"]["number"]
        return number

    async def say(self, text: str, **more: Any) -> dict[str, Any]:
        """Say something, and hear what is answered."""
        return await self.reply(await self.send(text, **more))

    async def reply(self, turn: int) -> dict[str, Any]:
        """The last message of a turn that has ended."""
        await self.until("done", "failed", "cancelled", turn=turn)
        said = (await self.call("GET", "/messages"))["items"]
        first = [one for one in said if one["turn"] == turn and "to" not in one["payload"]]
        found: dict[str, Any] = first[0]
        return found

    async def until(
        self, *kinds: str, turn: int | None = None, after: int = 0, within: float = LONGEST_WAIT
    ) -> Event:
        """The first event of one of these kinds."""
        async with asyncio.timeout(within):
            async for event in self.events(after):
                if event.kind in kinds and turn in {None, event.data.get("turn")}:
                    return event
        raise AssertionError("the stream ended")

    def events(self, after: int = 0) -> AsyncIterator[Event]:
        """Everything that is told."""
        return self.studio.sayso.services.events.follow(self.agency, UUID(self.id), after)

    async def told(self) -> list[Event]:
        """What was told up to now."""
        last = await self._note()
        found = []
        async for event in self.events():
            found.append(event)
            if event.id >= last:
                break
        return found[:-1]

    async def look(self) -> dict[str, Any]:
        """The session."""
        found: dict[str, Any] = await self.call("GET")
        return found

    async def spec(self) -> AppSpec:
        """The spec as it is now."""
        return AppSpec.model_validate(await self.call("GET", "/spec"))

    async def revisions(self) -> list[dict[str, Any]]:
        """The line, the first revision first."""
        found: list[dict[str, Any]] = (await self.call("GET", "/revisions"))["items"]
        return found[::-1]

    async def messages(self) -> list[dict[str, Any]]:
        """What was said, in order."""
        found: list[dict[str, Any]] = (await self.call("GET", "/messages"))["items"]
        return found[::-1]

    async def _note(self) -> int:
        return await self.studio.sayso.services.events.append(
            None, self.agency, UUID(self.id), "noted", {}, is_passing=True
        )


async def begin(studio: Studio, **body: Any) -> Talk:
    """A new session; without feedback windows if nothing else is said."""
    begun = await studio.call("POST", "/sessions", {"feedback_seconds": 0, **body}, expect=201)
    talk = Talk(studio, begun["session"])
    talk.agency = UUID((await studio.call("GET", "/agency"))["id"])
    return talk


@asynccontextmanager
async def studio_with_models(
    dsn: str, folder: Path, script: Scripted | Sequence[Scripted], **settings: Any
) -> AsyncIterator[tuple[Studio, ModelServer]]:
    """A running Sayso whose models answer by this script; each is called after its role."""
    async with (
        model_server(script) as server,
        running_sayso(dsn, folder, prover=Unproved(), models=models_at(server), **settings) as sayso,
    ):
        yield await open_studio(sayso), server


def models_at(server: ModelServer) -> str:
    """The setting that has every role answered by this server."""
    provider = {"name": "local", "kind": "compatible", "base_url": server.openai_url, "api_key": KEY}
    chains = {
        role.value: {"models": [f"local:{role.value}"], "retries": 0, "timeout_seconds": 60} for role in Role
    }
    return json.dumps({"providers": [provider], "chains": chains})
