"""Events as SQL; each query names its agency, but for the one that sweeps."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import CursorResult, ScalarSelect, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.events.tables import EventRow
from sayso.events.types import Event

_ADD = text(
    "insert into events (agency_id, stream, kind, data, is_passing) "
    "values (:agency, :stream, :kind, cast(:data as jsonb), :passing) returning id"
)
_AFTER = text(
    "select id, kind, data, at from events where agency_id = :agency and stream = :stream and id > :after "
    "order by id limit 200"
)
_LATEST = text(
    "select id, kind, data, at from (select id, kind, data, at from events where agency_id = :agency "
    "and stream = :stream and kind = any (:kinds) order by id desc limit :most) found order by id"
)
_POSITION = text(
    "select id from events where agency_id = :agency and stream = :stream "
    "and at < coalesce(cast(:before as timestamptz), 'infinity') order by id desc limit 1"
)
_DROP = text(
    "delete from events where agency_id = :agency and stream = :stream and kind = any (:kinds) "
    "and id < :before"
)
_SWEEP = text(
    "delete from events where at < now() - make_interval(days => :days) "
    "or (is_passing and at < now() - interval '1 day')"
)


async def add(
    session: AsyncSession, agency_id: UUID, stream: UUID, kind: str, data: str, *, is_passing: bool
) -> int:
    """Append an event; others wait to append to the same stream until the transaction ends."""
    values = {"agency": agency_id, "stream": stream, "kind": kind, "data": data, "passing": is_passing}
    number: int = (await session.execute(_ADD, values)).scalar_one()
    return number


async def after(session: AsyncSession, agency_id: UUID, stream: UUID, number: int) -> list[Event]:
    """The next events of a stream."""
    values = {"agency": agency_id, "stream": stream, "after": number}
    rows = await session.execute(_AFTER, values)
    return [Event(row.id, row.kind, _read(row.data), row.at) for row in rows]


async def latest(
    session: AsyncSession, agency_id: UUID, stream: UUID, kinds: Collection[str], most: int
) -> list[Event]:
    """The last events of these kinds, the oldest of them first."""
    values = {"agency": agency_id, "stream": stream, "kinds": list(kinds), "most": most}
    rows = await session.execute(_LATEST, values)
    return [Event(row.id, row.kind, _read(row.data), row.at) for row in rows]


async def position(session: AsyncSession, agency_id: UUID, stream: UUID, before: datetime | None) -> int:
    """The id of the last event that was told before a time, or of the last of all; 0 where there is none."""
    values = {"agency": agency_id, "stream": stream, "before": before}
    return (await session.execute(_POSITION, values)).scalar_one_or_none() or 0


def position_within(agency_id: UUID, stream: UUID) -> ScalarSelect[int]:
    """``position`` as a part of another statement, so that what both read is of one moment."""
    newest = select(func.coalesce(func.max(EventRow.id), 0))
    return newest.where(EventRow.agency_id == agency_id, EventRow.stream == stream).scalar_subquery()


async def drop(
    session: AsyncSession, agency_id: UUID, stream: UUID, kinds: Collection[str], before: int
) -> None:
    """Remove events of these kinds that came before one."""
    values = {"agency": agency_id, "stream": stream, "kinds": list(kinds), "before": before}
    await session.execute(_DROP, values)


async def sweep(session: AsyncSession, days: int) -> int:
    """Remove what is old, in all agencies; returns how many went."""
    result = await session.execute(_SWEEP, {"days": days})
    return result.rowcount if isinstance(result, CursorResult) else 0


def _read(data: Any) -> dict[str, Any]:
    read: dict[str, Any] = orjson.loads(data) if isinstance(data, str | bytes) else data
    return read
