"""Streams of events: appended by whoever works, followed by whoever looks on.

Within a stream ids become visible in their order: appending holds the stream until the transaction ends. So
whoever has read up to an id has read everything before it, and can go on from there in any process.
"""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ScalarSelect
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.errors import OperationError
from sayso.events import repository
from sayso.events.listener import Listening
from sayso.events.types import Event

MOST_BYTES = 65_536
"""Largest data of an event, as JSON."""
UNHEARD_SECONDS = 20.0
"""How long a follower waits before it looks by itself, should news have been missed."""


class Events:
    """The streams of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listening = Listening(database.dsn)

    async def append(
        self,
        session: AsyncSession | None,
        agency_id: UUID,
        stream: UUID,
        kind: str,
        data: dict[str, Any],
        *,
        is_passing: bool = False,
    ) -> int:
        """Add an event and give its id; with a session it is seen when that commits, without one at once.

        Without a session it waits for transactions that appended to the same stream: never do so within one.
        What is passing, like a piece of a text that is kept as a whole later, is swept after a day.
        """
        said = _said(data)
        if len(said) > MOST_BYTES:
            raise OperationError(f"An event of {len(said):,} bytes is too large; {MOST_BYTES:,} fit.")
        if session is not None:
            return await repository.add(
                session, agency_id, stream, kind, said.decode(), is_passing=is_passing
            )
        async with self._database.unit(agency_id) as own:
            return await repository.add(own, agency_id, stream, kind, said.decode(), is_passing=is_passing)

    async def follow(self, agency_id: UUID, stream: UUID, after: int = 0) -> AsyncIterator[Event]:
        """Everything after an id, then what comes, until ``stop``; nothing is left out or said twice."""
        with self._listening.following(stream) as wake:
            while not self._listening.is_stopped:
                wake.clear()
                async with self._database.unit(agency_id) as session:
                    found = await repository.after(session, agency_id, stream, after)
                for event in found:
                    after = event.id
                    yield event
                if not found:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(UNHEARD_SECONDS):
                            await wake.wait()

    async def latest(self, agency_id: UUID, stream: UUID, kinds: Collection[str], most: int) -> list[Event]:
        """The last events of these kinds, the oldest of them first."""
        async with self._database.unit(agency_id) as session:
            return await repository.latest(session, agency_id, stream, kinds, most)

    async def position(
        self, session: AsyncSession, agency_id: UUID, stream: UUID, before: datetime | None = None
    ) -> int:
        """Behind which event to follow, to hear everything since a time, or only what is new."""
        return await repository.position(session, agency_id, stream, before)

    def position_within(self, agency_id: UUID, stream: UUID) -> ScalarSelect[int]:
        """``position`` as a part of another statement, so that what both read is of one moment."""
        return repository.position_within(agency_id, stream)

    async def drop(
        self, session: AsyncSession, agency_id: UUID, stream: UUID, kinds: Collection[str], before: int
    ) -> None:
        """Remove events of these kinds before an id: pieces of a text whose whole is kept."""
        await repository.drop(session, agency_id, stream, kinds, before)

    async def sweep(self, days: int) -> int:
        """Remove events older than this, and passing ones after a day; returns how many went."""
        async with self._database.system() as session:
            return await repository.sweep(session, days)

    def stop(self) -> None:
        """Let every follower come to its end."""
        self._listening.stop()


def _said(data: dict[str, Any]) -> bytes:
    """Data as JSON that PostgreSQL takes, which has no place for NUL and halves of characters."""
    try:
        said = orjson.dumps(data, default=str)
    except TypeError:
        return orjson.dumps(_storable(data), default=str)
    return orjson.dumps(_storable(data), default=str) if b"\\u0000" in said else said


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_storable(key): _storable(one) for key, one in value.items()}
    return [_storable(one) for one in value] if isinstance(value, list | tuple) else value
