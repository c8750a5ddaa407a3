"""Statements that run by themselves, outside a transaction: with lock time-outs, and again if need be."""

import re

import asyncpg

from sayso.evolution.advisory_lock import patiently

LOCK_WAIT_MS = 500
"""For statements that keep others waiting while they wait themselves."""
BUILD_WAIT_MS = 60_000
"""For concurrent builds, for which nobody waits; they wait for every transaction that began before."""

_INDEX = re.compile(
    r"""\s*create\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?"?(?P<name>\w+)"?\s+on\s""",
    re.IGNORECASE,
)
_STATE = """
select i.indisvalid, format('%I.%I', n.nspname, c.relname) as name
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('apps', 'apps_archive') and c.relname = $1
"""


async def open_runner(dsn: str) -> "asyncpg.Connection[asyncpg.Record]":
    """A connection for statements that run by themselves; the server drops them when this process dies."""
    return await asyncpg.connect(
        dsn,
        server_settings={
            "application_name": "sayso-evolution",
            "timezone": "UTC",
            "lock_timeout": str(LOCK_WAIT_MS),
            "statement_timeout": "0",
            "client_connection_check_interval": "1000",
        },
        statement_cache_size=0,
    )


def index_of(statement: str) -> str | None:
    """The index that a statement builds concurrently."""
    match = _INDEX.match(statement)
    return match["name"] if match else None


async def run(connection: "asyncpg.Connection[asyncpg.Record]", statement: str, *, seconds: float) -> None:
    """Run one statement; an index that an interrupted build left invalid is made anew."""
    index = index_of(statement)

    async def attempt() -> None:
        if index is None:
            await connection.execute(statement)
        else:
            await _build(connection, index, statement)

    await patiently(attempt, seconds=seconds, doing="A step of the change")


async def _build(connection: "asyncpg.Connection[asyncpg.Record]", index: str, statement: str) -> None:
    state = await connection.fetchrow(_STATE, index)
    if state is not None and state["indisvalid"]:
        return
    await connection.execute(f"set lock_timeout = {BUILD_WAIT_MS}")
    try:
        if state is not None:
            await connection.execute(f"drop index concurrently if exists {state['name']}")
        await connection.execute(statement)
    except asyncpg.PostgresError:
        await discard(connection, index)
        raise
    finally:
        if not connection.is_closed():
            await connection.execute(f"set lock_timeout = {LOCK_WAIT_MS}")


async def discard(connection: "asyncpg.Connection[asyncpg.Record]", index: str) -> None:
    """Drop what a failed build left: it would still be asked about every row that is written."""
    if connection.is_closed():
        return
    state = await connection.fetchrow(_STATE, index)
    if state is not None and not state["indisvalid"]:
        await connection.execute(f"drop index concurrently if exists {state['name']}")
