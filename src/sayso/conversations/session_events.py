"""What happens in a session, told as events that pages follow."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.conversations.types import Session, Turn
from sayso.events.stream import MOST_BYTES, Events
from sayso.events.types import Event

KINDS = (
    "message", "turn", "decision", "reply", "edits", "notice", "component", "file", "window", "pause",
    "resume", "continue", "verification", "done", "failed", "cancelled", "revision", "approved", "publishing",
    "published", "session", "people",
)  # fmt: skip
"""Everything that is told of; docs/reference/conversations.md says what each carries."""

_SHORT_BYTES = 4_000
"""What is told of a thing that is too long as a whole; the rest is fetched."""

_PASSING = frozenset({"reply", "publishing"})
"""Pieces of what is kept as a whole when it is complete, and how far something is."""


class Telling:
    """Tells of sessions."""

    def __init__(self, events: Events) -> None:
        self._events = events

    async def tell(self, session: AsyncSession, known: Session, kind: str, **data: Any) -> int:
        """Tell of something once the transaction is committed; the number of the event."""
        if len(orjson.dumps(data, default=str)) > MOST_BYTES:
            data = {key: value for key, value in data.items() if _is_short(value)} | {"is_cut": True}
        return await self._events.append(
            session, known.agency_id, known.id, kind, data, is_passing=kind in _PASSING
        )

    async def position(self, session: AsyncSession, known: Session, waiting: Sequence[Turn]) -> int:
        """Behind which event a page has to follow to hear all of the turns that are open, and what comes.

        It is to be read before what the page shows, so that nothing is told in between.
        """
        since = waiting[0].created_at if waiting else None
        return await self._events.position(session, known.agency_id, known.id, since)

    def follow(self, known: Session, after: int) -> AsyncIterator[Event]:
        """What is told behind event ``after``."""
        return self._events.follow(known.agency_id, known.id, after)


def _is_short(value: object) -> bool:
    return len(orjson.dumps(value, default=str)) <= _SHORT_BYTES
