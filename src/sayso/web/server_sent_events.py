"""Streams of events over HTTP, as server-sent events that a client takes up again where it left off."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

import orjson
from fastapi import Request, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from sayso.events.stream import Events
from sayso.events.types import Event
from sayso.web.guard import still_passes
from sayso.web.strict_request import IS_HEAD

RETRY_MILLISECONDS = 2000
PING_SECONDS = 15
CHECK_SECONDS = 60.0
"""How often it is asked whether whoever listens still may."""
SEND_SECONDS = 30.0
"""How long a client may take to take in a message before it counts as gone."""
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Listening:
    """Who may listen to a stream, and to what of it.

    ``may_still`` is asked now and then, and at events of the kinds ``asked_at``; none of ``kinds`` is all.
    """

    may_still: Callable[[], Awaitable[bool]]
    asked_at: frozenset[str] = frozenset()
    kinds: frozenset[str] | None = None

    def hears(self, event: Event) -> bool:
        """Whether an event is for these ears."""
        return self.kinds is None or event.kind in self.kinds


def event_stream(
    request: Request,
    events: Events,
    agency_id: UUID,
    stream: UUID,
    after: int = 0,
    *,
    listening: Listening | None = None,
) -> Response:
    """The events of a stream, from behind ``after`` or the last one that the client says it has heard.

    Each message has the event's id and, as data, ``{"kind", "data", "at"}``. The stream ends when the client
    leaves, may listen no more, or the server stops.
    """
    heard = _heard(request.headers.get("last-event-id", ""))
    if getattr(request.state, IS_HEAD, False):
        return Response(media_type="text/event-stream")
    following = events.follow(agency_id, stream, max(after, heard))
    messages = _messages(request, following, listening or Listening(_anybody))
    return EventSourceResponse(messages, ping=PING_SECONDS, sep="\n", send_timeout=SEND_SECONDS)


def _heard(said: str) -> int:
    return min(int(said), _LARGEST_ID) if said.isascii() and said.isdecimal() and len(said) < 20 else 0


async def _messages(
    request: Request, following: AsyncIterator[Event], listening: Listening
) -> AsyncIterator[ServerSentEvent]:
    yield ServerSentEvent(comment="events", retry=RETRY_MILLISECONDS)
    check = time.monotonic() + CHECK_SECONDS
    coming = asyncio.ensure_future(_next(following))
    try:
        while True:
            await asyncio.wait({coming}, timeout=max(check - time.monotonic(), 0))
            if time.monotonic() >= check:
                if not await still_passes(request) or not await listening.may_still():
                    return
                check = time.monotonic() + CHECK_SECONDS
            if not coming.done():
                continue
            event = coming.result()
            if event is None:
                return
            coming = asyncio.ensure_future(_next(following))
            if event.kind in listening.asked_at and not await listening.may_still():
                return
            if listening.hears(event):
                yield _message(event)
    finally:
        coming.cancel()
        with suppress(asyncio.CancelledError):
            await coming


async def _anybody() -> bool:
    return True


async def _next(following: AsyncIterator[Event]) -> Event | None:
    return await anext(following, None)


def _message(event: Event) -> ServerSentEvent:
    data = orjson.dumps({"kind": event.kind, "data": event.data, "at": event.at}).decode()
    return ServerSentEvent(data=data, id=str(event.id))
