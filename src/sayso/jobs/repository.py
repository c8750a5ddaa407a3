"""What Sayso asks of its queue, as SQL; the functions are in the migration that made it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.jobs.types import Job

_ADD = text(
    "insert into jobs (agency_id, kind, key, data, run_after) "
    "values (:agency, :kind, :key, cast(:data as jsonb), now() + cast(:delay as interval))"
)
_END = text(
    "update jobs set is_done = true where id = :id and agency_id = :agency and attempt = :attempt "
    "and not is_cancelled returning id"
)
_WAITING = text(
    "select exists (select from jobs where agency_id = :agency and kind = :kind and key = :key "
    "and running_since is null and not is_done and not is_cancelled)"
)
_CANCEL = text("select sayso_queue.cancel(:kind, :key)")


async def add(
    session: AsyncSession,
    kind: str,
    agency_id: UUID,
    data: dict[str, Any],
    *,
    key: str | None,
    delay: timedelta,
) -> None:
    """Put a job into the queue when the session's transaction commits."""
    values = {"agency": agency_id, "kind": kind, "key": key, "data": orjson.dumps(data).decode()}
    await session.execute(_ADD, {**values, "delay": delay})


async def is_waiting(session: AsyncSession, kind: str, agency_id: UUID, key: str) -> bool:
    """Whether a job of a key is there that nobody has begun."""
    values = {"agency": agency_id, "kind": kind, "key": key}
    return bool((await session.execute(_WAITING, values)).scalar_one())


async def end(session: AsyncSession, job: Job) -> bool:
    """Note that a job is done; whether it still was this attempt's to do."""
    values = {"id": job.id, "agency": job.agency_id, "attempt": job.attempt}
    return (await session.execute(_END, values)).first() is not None


async def cancel(session: AsyncSession, kind: str, key: str) -> None:
    """Drop what waits, mark what runs and tell its worker."""
    await session.execute(_CANCEL, {"kind": kind, "key": key})
