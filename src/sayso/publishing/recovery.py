"""After a crash: finishes what a switch left to do, and removes what was prepared for one that never came."""

import logging

import asyncpg

from sayso import evolution
from sayso.errors import AppError, ConflictError

_log = logging.getLogger(__name__)

_PREFIXES = """
select distinct split_part(t.relname, '_', 2) as prefix
from pg_index i
join pg_class x on x.oid = i.indexrelid
join pg_class t on t.oid = i.indrelid
join pg_namespace n on n.oid = t.relnamespace
where n.nspname = 'apps' and starts_with(x.relname, '_new_') and starts_with(t.relname, 'mod_')
union
select split_part(t.relname, '_', 2)
from pg_constraint c
join pg_class t on t.oid = c.conrelid
join pg_namespace n on n.oid = t.relnamespace
where n.nspname = 'apps' and starts_with(c.conname, '_new_') and starts_with(t.relname, 'mod_')
"""


async def recover(dsn: str) -> None:
    """For the start of a server, which must not fail of it; modules that another process is changing wait."""
    try:
        await evolution.finish_all(dsn)
        for prefix in await _prefixes(dsn):
            await _sweep(dsn, prefix)
    except (AppError, asyncpg.PostgresError, OSError) as error:
        _log.warning("interrupted changes could not be tidied up: %s", error)


async def _prefixes(dsn: str) -> list[str]:
    """Modules with something that was prepared and is not in use."""
    connection = await asyncpg.connect(dsn)
    try:
        return [row["prefix"] for row in await connection.fetch(_PREFIXES)]
    finally:
        await connection.close()


async def _sweep(dsn: str, prefix: str) -> None:
    try:
        async with evolution.turn(dsn, prefix):
            await evolution.sweep(dsn, prefix)
    except ConflictError:
        _log.info("the application with the prefix %s is being changed by another process", prefix)
