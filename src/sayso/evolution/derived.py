"""What stands around the tables of a module, read from the database's catalogue rather than from a compiler.

An earlier Sayso may have called it otherwise, so what is removed is what is there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

import asyncpg

from sayso.compiler.identifiers import quote
from sayso.compiler.targets.sql import ir

OWNER = "sayso_owner"
_OWNERS = [OWNER, "sayso_keeper"]
_PROBE = "apps._new_probe"

_TABLES = """
select c.relname as bare, format('%I.%I', n.nspname, c.relname) as name
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'apps' and c.relkind in ('r', 'p') and starts_with(c.relname, $1)
order by 1
"""
_TRIGGERS = """
select format('drop trigger %I on %s;', t.tgname, table_name) as said
from unnest($1::text[]) table_name
join pg_trigger t on t.tgrelid = table_name::regclass and not t.tgisinternal
join pg_proc p on p.oid = t.tgfoid
where p.pronamespace = 'apps'::regnamespace
order by 1
"""
_POLICIES = """
select format('drop policy %I on %s;', p.polname, table_name) as said
from unnest($1::text[]) table_name
join pg_policy p on p.polrelid = table_name::regclass
order by 1
"""
_VIEWS = """
select c.oid, format('%I.%I', n.nspname, c.relname) as name, c.relowner::regrole::text as owner
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'apps' and c.relkind = 'v' and starts_with(c.relname, $1)
  and c.relowner::regrole::text = any($2)
order by 2
"""
_READS = """
select distinct r.ev_class as above, d.refobjid as below
from pg_rewrite r join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
where d.refclassid = 'pg_class'::regclass and r.ev_class = any($1::oid[]) and d.refobjid = any($1::oid[])
  and d.refobjid <> r.ev_class
"""
_FUNCTIONS = """
select format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as name,
  p.proowner::regrole::text as owner
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname = 'apps' and starts_with(p.proname, $1) and p.proowner::regrole::text = any($2)
order by 2, 1
"""
_STORED = """
select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
  pg_get_expr(d.adbin, d.adrelid) as said
from pg_attribute a join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attrelid = $1::text::regclass and a.attgenerated <> '' and not a.attisdropped
order by a.attname
"""


@dataclass(frozen=True, slots=True)
class Derived:
    """How to remove what stands around the tables; ``kept`` are generated columns that are as they are to be.

    Such a column is left because making it anew writes every row.
    """

    drop: str
    kept: frozenset[str]
    """``<qualified table>.<column>``, quoted where need be."""


async def read_derived(
    connection: "asyncpg.Connection[asyncpg.Record]", module: ir.Module, prefix: str
) -> Derived:
    """Everything derived that the module with this prefix has, whatever made it."""
    stem = f"mod_{prefix}_"
    tables = [row["name"] for row in await connection.fetch(_TABLES, stem)]
    lines = [f"set role {OWNER};"]
    for query in (_TRIGGERS, _POLICIES):
        lines += [row["said"] for row in await connection.fetch(query, tables)]
    lines += [f"revoke all on {table} from sayso_app, sayso_keeper;" for table in tables]
    lines += await _views(connection, stem)
    kept, stale = await _stored(connection, module, tables)
    lines += [f"set role {OWNER};", *stale]
    functions = await connection.fetch(_FUNCTIONS, stem, _OWNERS)
    lines += _as_owners((row["owner"], f"drop function {row['name']};") for row in functions)
    return Derived("\n".join([*lines, "reset role;\n"]), kept)


async def _views(connection: "asyncpg.Connection[asyncpg.Record]", stem: str) -> list[str]:
    """Views that read others go before these."""
    views = {row["oid"]: row for row in await connection.fetch(_VIEWS, stem, _OWNERS)}
    readers: dict[int, set[int]] = {oid: set() for oid in views}
    for row in await connection.fetch(_READS, list(views)):
        readers[row["below"]].add(row["above"])
    order = TopologicalSorter(readers).static_order()
    return _as_owners((views[oid]["owner"], f"drop view {views[oid]['name']};") for oid in order)


def _as_owners(statements: Iterable[tuple[str, str]]) -> list[str]:
    lines: list[str] = []
    last = ""
    for owner, statement in statements:
        if owner != last:
            lines.append(f"set role {quote(owner)};")
            last = owner
        lines.append(statement)
    return lines


async def _stored(
    connection: "asyncpg.Connection[asyncpg.Record]", module: ir.Module, tables: Sequence[str]
) -> tuple[frozenset[str], list[str]]:
    """Generated columns that are as they are to be, and what removes the others."""
    wanted = {table.name: table.generated for table in module.tables}
    kept: set[str] = set()
    stale: list[str] = []
    for table in tables:
        there = {quote(row["name"]): row for row in await connection.fetch(_STORED, table)}
        if not there:
            continue
        today = await _as_made_today(connection, table, tuple(there), wanted.get(table, ()))
        for name, row in there.items():
            if today.get(name) == (row["type"], row["said"]):
                kept.add(f"{table}.{name}")
            else:
                stale.append(f"alter table {table} drop column {name};")
    return frozenset(kept), stale


async def _as_made_today(
    connection: "asyncpg.Connection[asyncpg.Record]",
    table: str,
    there: Sequence[str],
    wanted: Sequence[ir.GeneratedColumn],
) -> dict[str, tuple[str, str]]:
    """Type and expression of generated columns in the database's own words: those of a table without rows."""
    trial = connection.transaction()
    await trial.start()
    try:
        await connection.execute(f"set local role {OWNER}; create table {_PROBE} (like {table})")
        for name in there:
            await connection.execute(f"alter table {_PROBE} drop column {name}")
        for column in wanted:
            if column.name in there:
                await connection.execute(
                    f"alter table {_PROBE} add column {column.name} {column.type} "
                    f"generated always as ({column.expression}) stored"
                )
        rows = await connection.fetch(_STORED, _PROBE)
        return {quote(row["name"]): (row["type"], row["said"]) for row in rows}
    finally:
        await trial.rollback()
