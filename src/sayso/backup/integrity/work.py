"""Queued work and schedules: nothing stuck, nothing that can never be due, nothing that nobody asked for."""

from collections.abc import AsyncIterator

import orjson

from sayso.backup.integrity.installation import Installation
from sayso.backup.types import Finding
from sayso.errors import InputError

_SCHEDULES = "select kind, key, timing, is_on, next_at from public.schedules order by kind, key"
_LATE = "select count(*) from public.schedules where is_on and next_at < now() - interval '10 minutes'"
_OLD = "select count(*) from public.jobs where not is_done and running_since < now() - interval '1 day'"
_UNQUEUED = "select count(*) from public.jobs where not is_done and not is_cancelled and entry_id is null"
_WAITING = "select count(*) from public.jobs where not is_done and run_after < now() - interval '1 hour'"


async def look(place: Installation) -> AsyncIterator[Finding]:
    """Look at what is due and at what waits."""
    from sayso.schedules.recurrence import timing_of

    connection, bad = place.connection, 0
    rows = await connection.fetch(_SCHEDULES)
    for row in rows:
        timing = row["timing"]
        try:
            timing_of(orjson.loads(timing) if isinstance(timing, str) else timing)
        except (InputError, ValueError, KeyError, TypeError, AttributeError):
            bad += 1
            text = f"{row['kind']} {row['key']} can never be due."
            yield Finding("problem", "Schedules", text, "Set its schedule again.")
        if row["is_on"] and row["next_at"] is None:
            bad += 1
            text = f"{row['kind']} {row['key']} is on and never due."
            yield Finding("problem", "Schedules", text, "Switch it off and on again.")
    if late := await connection.fetchval(_LATE):
        yield Finding(
            "note", "Schedules", f"{late} are overdue.", "They begin once `sayso serve` or a worker runs."
        )
    if old := await connection.fetchval(_OLD):
        bad += 1
        yield Finding("problem", "Work", f"{old} jobs run for more than a day.", "Start the worker anew.")
    if lost := await connection.fetchval(_UNQUEUED):
        yield Finding("note", "Work", f"{lost} jobs are not in the queue yet.", "A worker puts them there.")
    if waiting := await connection.fetchval(_WAITING):
        yield Finding("note", "Work", f"{waiting} jobs wait for more than an hour.", "Start `sayso worker`.")
    if not bad:
        yield Finding("ok", "Work", f"{len(rows)} schedules can be kept, and no job is stuck.")
