"""How many rows a table has and how long going through them takes; estimates, and said to be so."""

import re
from dataclasses import dataclass

import asyncpg

EXACT_UP_TO = 10_000
"""Rows that are counted; beyond that the statistics of the database have to do."""
STEP_SECONDS = 0.02
"""What a step costs however small the table is."""
BYTES_PER_SECOND = 20_000_000
"""Table bytes whose rows are read and written anew in a second: a cautious guess for two shared cores."""

_SIZE = """
select c.oid, greatest(c.reltuples, 0)::bigint as tuples, pg_relation_size(c.oid) as bytes, c.relpages
from pg_class c where c.oid = to_regclass($1)
"""


@dataclass(frozen=True, slots=True)
class Size:
    """A table's rows and bytes."""

    rows: int
    bytes: int
    is_exact: bool

    @property
    def seconds(self) -> float:
        """The time it takes to read and write all of it."""
        return self.bytes / BYTES_PER_SECOND


async def size_of(connection: "asyncpg.Connection[asyncpg.Record]", table: str) -> Size | None:
    """The size of a table; none where it is not there (yet)."""
    found = await connection.fetchrow(_SIZE, table)
    if found is None:
        return None
    name = _checked(table)
    counted = await connection.fetchval(
        f"select count(*) from (select from {name} limit {EXACT_UP_TO + 1}) as counted"  # noqa: S608 - checked
    )
    if counted <= EXACT_UP_TO:
        return Size(counted, found["bytes"], is_exact=True)
    return Size(max(found["tuples"], counted), found["bytes"], is_exact=False)


def _checked(table: str) -> str:
    if not re.fullmatch(r'[\w."]+', table):
        raise AssertionError(f"{table} is no qualified name")
    return table
