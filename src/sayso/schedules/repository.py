"""Schedules as SQL; each query names its agency, but for those that look what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

MOST_AT_ONCE = 200
_SET = text(
    "insert into schedules (agency_id, kind, key, timing, is_on, next_at) "
    "values (:agency, :kind, :key, cast(:timing as jsonb), :on, :next) "
    "on conflict (agency_id, kind, key) do update set timing = excluded.timing, is_on = excluded.is_on, "
    "next_at = excluded.next_at"
)
_DROP = text("delete from schedules where agency_id = :agency and kind = :kind and key = :key")
_NEXT = text(
    "select key, next_at from schedules where agency_id = :agency and kind = :kind and key = any (:keys) "
    "and is_on and next_at is not null"
)
_NOW = text("select clock_timestamp()")
_DUE = text(
    "select agency_id, kind, key, timing, next_at, clock_timestamp() as now from schedules "
    "where is_on and next_at <= clock_timestamp() order by next_at limit :most for update skip locked"
)
_MOVE = text(
    "update schedules s set next_at = m.next_at, last_at = now() "
    "from unnest(cast(:agencies as uuid[]), cast(:kinds as text[]), cast(:keys as text[]), "
    "cast(:times as timestamptz[])) as m (agency_id, kind, key, next_at) "
    "where s.agency_id = m.agency_id and s.kind = m.kind and s.key = m.key"
)
_ENQUEUE = text(
    "insert into jobs (agency_id, kind, key, data) select m.agency_id, m.kind, m.key, "
    "jsonb_build_object('due', m.due) from unnest(cast(:agencies as uuid[]), cast(:kinds as text[]), "
    "cast(:keys as text[]), cast(:due as text[])) as m (agency_id, kind, key, due) "
    "where not exists (select from jobs j where j.kind = m.kind "
    "and j.key = m.key and not j.is_done)"
)
_SOONEST = text(
    "select extract(epoch from min(next_at) - clock_timestamp()) from schedules where is_on "
    "and next_at is not null"
)


@dataclass(frozen=True, slots=True)
class Due:
    """Something whose time has come; ``at`` is when it was due, and ``now`` may be later."""

    agency_id: UUID
    kind: str
    key: str
    timing: dict[str, Any]
    at: datetime
    now: datetime


async def keep(
    session: AsyncSession,
    agency_id: UUID,
    kind: str,
    key: str,
    *,
    timing: dict[str, Any],
    is_on: bool,
    next_at: datetime,
) -> None:
    """Keep a schedule in place of what was kept for this key."""
    values = {"agency": agency_id, "kind": kind, "key": key, "on": is_on, "next": next_at}
    await session.execute(_SET, {**values, "timing": orjson.dumps(timing).decode()})


async def drop(session: AsyncSession, agency_id: UUID, kind: str, key: str) -> None:
    """Forget a schedule."""
    await session.execute(_DROP, {"agency": agency_id, "kind": kind, "key": key})


async def next_of(
    session: AsyncSession, agency_id: UUID, kind: str, keys: Sequence[str]
) -> dict[str, datetime]:
    """When those of these keys are due that are due at all."""
    rows = await session.execute(_NEXT, {"agency": agency_id, "kind": kind, "keys": list(keys)})
    return {row.key: row.next_at for row in rows}


async def now(session: AsyncSession) -> datetime:
    """The time of the database, by which everything is due."""
    moment: datetime = (await session.execute(_NOW)).scalar_one()
    return moment


async def due(session: AsyncSession) -> list[Due]:
    """What is due in any agency and nobody else is at; it is ours until the transaction ends."""
    rows = await session.execute(_DUE, {"most": MOST_AT_ONCE})
    return [Due(row.agency_id, row.kind, row.key, row.timing, row.next_at, row.now) for row in rows]


async def move(session: AsyncSession, taken: Sequence[Due], times: Sequence[datetime | None]) -> None:
    """Say when each is due again; never, where the time is none."""
    await session.execute(_MOVE, {**_columns(taken), "times": list(times)})


async def enqueue(session: AsyncSession, taken: Sequence[Due]) -> None:
    """Queue a job for each that knows when it was due, but for those of which one waits or runs."""
    await session.execute(_ENQUEUE, {**_columns(taken), "due": [one.at.isoformat() for one in taken]})


async def seconds_to_next(session: AsyncSession) -> float | None:
    """How long until something is due."""
    found = (await session.execute(_SOONEST)).scalar_one_or_none()
    return None if found is None else float(found)


def _columns(taken: Sequence[Due]) -> dict[str, list[Any]]:
    return {
        "agencies": [one.agency_id for one in taken],
        "kinds": [one.kind for one in taken],
        "keys": [one.key for one in taken],
    }
