"""What a switch left to finish, kept in the database so that a crash does not forget it."""

from collections.abc import Sequence

import asyncpg

_TABLE = "apps_archive.unfinished"
_LOCK = 7_294_461_003
_CREATE = f"""
create schema if not exists apps_archive;
create table if not exists {_TABLE} (
  prefix text not null, position bigint generated always as identity, statement text not null,
  primary key (prefix, position)
);
"""


async def write(
    connection: "asyncpg.Connection[asyncpg.Record]", prefix: str, statements: Sequence[str]
) -> None:
    """Note the statements behind those that are already there."""
    if not statements:
        return
    if not await _is_there(connection):
        await connection.execute("select pg_advisory_xact_lock($1)", _LOCK)
        await connection.execute(_CREATE)
    await connection.executemany(
        f"insert into {_TABLE} (prefix, statement) values ($1, $2)",  # noqa: S608 - a fixed name
        [(prefix, statement) for statement in statements],
    )


async def read(connection: "asyncpg.Connection[asyncpg.Record]", prefix: str) -> list[tuple[int, str]]:
    """Position and text of what is left, in order."""
    if not await _is_there(connection):
        return []
    rows = await connection.fetch(
        f"select position, statement from {_TABLE} where prefix = $1 order by position",  # noqa: S608
        prefix,
    )
    return [(row["position"], row["statement"]) for row in rows]


async def forget(connection: "asyncpg.Connection[asyncpg.Record]", prefix: str, position: int) -> None:
    """It is done, or cannot be done."""
    await connection.execute(
        f"delete from {_TABLE} where prefix = $1 and position = $2",  # noqa: S608 - a fixed name
        prefix,
        position,
    )


async def prefixes(connection: "asyncpg.Connection[asyncpg.Record]") -> list[str]:
    """Modules with something left to finish."""
    if not await _is_there(connection):
        return []
    rows = await connection.fetch(f"select distinct prefix from {_TABLE} order by prefix")  # noqa: S608
    return [row["prefix"] for row in rows]


async def _is_there(connection: "asyncpg.Connection[asyncpg.Record]") -> bool:
    return await connection.fetchval("select to_regclass($1)", _TABLE) is not None
