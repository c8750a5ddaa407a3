"""Events as SQL; each query names its agency, but for the one that sweeps."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import CursorResult, text
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.events.types import Event

_ADD = text(
    "insert into events (agency_id, stream, kind, data, is_passing) "
    "values (:agency, :stream, :kind, cast(:data as jsonb), :passing) returning id"
)
_AFTER = text(
    "select id, kind, data, at from events where agency_id = :agency and stream = :stream and id > :after "
    "order by id limit 200"
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
