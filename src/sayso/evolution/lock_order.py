"""Closes a module's doors before its tables change: every lock first, in the order of requests.

A request locks the views that its statement names, those of children before those of their parents; then the
views that these read, then tables. Locks taken in the same order make requests wait at the first door with
nothing in their hands, so that none of them holds what the switch still needs. Drop and alter statements by
themselves would begin at the tables, and every reader of a busy application would be in their way (measured:
with five connections that never pause, a change did not get through in 60 s).
"""

import re
from collections.abc import Iterable

import asyncpg

_CHANGED = re.compile(
    r"^\s*(?:alter table|drop view|drop table|drop (?:trigger|policy) \S+ on|create policy \S+ on"
    r"|create (?:constraint )?trigger \S+ [^;]*? on|create (?:unique )?index \S+ on)\s+"
    r"(?:if exists\s+)?(?:only\s+)?(?P<name>apps\.(?:\w+|\"[^\"]+\"))",
    re.MULTILINE | re.IGNORECASE,
)
_FOUND = """
select c.oid, c.relkind = 'v' as is_view, format('%I.%I', n.nspname, c.relname) as name,
  exists (select from pg_depend d join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
    where d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and r.ev_class <> c.oid) as is_read
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.oid in (select to_regclass(name) from unnest($1::text[]) name) and c.relkind in ('r', 'v')
"""
_READS = """
select distinct r.ev_class as above, d.refobjid as below
from pg_rewrite r join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
where d.refclassid = 'pg_class'::regclass and d.refobjid <> r.ev_class and r.ev_class = any($1::oid[])
"""
_REFERS = """
select distinct conrelid as above, confrelid as below from pg_constraint
where contype = 'f' and conrelid <> confrelid and connamespace = 'apps'::regnamespace
"""


async def close_doors(connection: "asyncpg.Connection[asyncpg.Record]", script: str) -> None:
    """Lock everything that a script drops or alters, as it is going to be locked."""
    names = sorted({match["name"] for match in _CHANGED.finditer(script)})
    found = await connection.fetch(_FOUND, names)
    if not found:
        return
    generation = _heights((row["above"], row["below"]) for row in await connection.fetch(_REFERS))
    reads: dict[int, list[int]] = {}
    for row in await connection.fetch(_READS, [row["oid"] for row in found]):
        reads.setdefault(row["above"], []).append(row["below"])

    def place(row: asyncpg.Record) -> tuple[int, int, str]:
        kind = 2 if not row["is_view"] else int(row["is_read"])
        tables = [row["oid"], *reads.get(row["oid"], ())]
        return kind, -max(generation.get(table, 0) for table in tables), row["name"]

    await connection.execute("; ".join(_lock(row) for row in sorted(found, key=place)))


def _lock(row: asyncpg.Record) -> str:
    """``lock table`` on a view would lock what the view reads as well; this locks the view alone."""
    if row["is_view"]:
        return f"alter view {row['name']} reset (security_barrier)"
    return f"lock table {row['name']} in access exclusive mode"


def _heights(edges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """How many generations each table is below those that refer to none; a circle ends where it began."""
    below: dict[int, list[int]] = {}
    for above, under in edges:
        below.setdefault(above, []).append(under)
    known: dict[int, int] = {}

    def height(oid: int, path: frozenset[int]) -> int:
        if oid in path:
            return 0
        if oid not in known:
            known[oid] = 1 + max((height(one, path | {oid}) for one in below.get(oid, ())), default=-1)
        return known[oid]

    for oid in below:
        height(oid, frozenset())
    return known
