"""Tables: walls between agencies, constraints that hold, indexes that can be used, roles without rights."""

from collections.abc import AsyncIterator
from typing import Any

from sayso.backup.integrity.installation import Installation
from sayso.backup.snapshot import SCHEMAS
from sayso.backup.types import Finding
from sayso.db.roles import ROLES

WITHOUT_WALLS = {"sayso_queue"}
"""Schemas that no role of an agency reaches."""
_OPEN = """
select format('%I.%I', n.nspname, c.relname) as name
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any ($1) and c.relkind in ('r', 'p') and not c.relrowsecurity order by 1
"""
_REACHED = """
select format('%I.%I', n.nspname, c.relname) as name
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any ($1) and c.relkind in ('r', 'p')
  and (has_any_column_privilege('sayso_platform', c.oid, 'select,insert,update')
    or has_any_column_privilege('sayso_app', c.oid, 'select,insert,update')
    or has_table_privilege('sayso_platform', c.oid, 'delete')
    or has_table_privilege('sayso_app', c.oid, 'delete'))
order by 1
"""
_INDEXES = """
select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1) and not i.indisvalid order by 1
"""
_TRIGGERS = """
select format('%s on %s', t.tgname, t.tgrelid::regclass) as name from pg_trigger t
join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any ($1) and t.tgenabled = 'D' order by 1
"""
_ROLES = "select rolname from pg_roles where rolname = any ($1) and (rolsuper or rolbypassrls or rolcanlogin)"
_REFERENCES = """
select k.conname as name, k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent,
  array(select quote_ident(a.attname) from unnest(k.conkey) with ordinality u (number, place)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.number order by u.place) as own,
  array(select quote_ident(a.attname) from unnest(k.confkey) with ordinality u (number, place)
    join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.number order by u.place) as others
from pg_constraint k join pg_namespace n on n.oid = k.connamespace
where n.nspname = any ($1) and k.contype = 'f' and k.convalidated order by 2, 1
"""
_CHECKS = """
select k.conname as name, k.conrelid::regclass::text as child, pg_get_expr(k.conbin, k.conrelid) as said
from pg_constraint k join pg_namespace n on n.oid = k.connamespace
where n.nspname = any ($1) and k.contype = 'c' and k.conrelid <> 0 and k.convalidated order by 2, 1
"""


async def look(place: Installation) -> AsyncIterator[Finding]:
    """Look at the tables of Sayso and its modules."""
    connection = place.connection
    walled = [name for name in SCHEMAS if name not in WITHOUT_WALLS]
    open_ones = {row["name"] for row in await connection.fetch(_OPEN, walled)}
    reached = {row["name"] for row in await connection.fetch(_REACHED, walled)}
    for name in sorted(open_ones & reached):
        yield Finding(
            "problem",
            "Tables",
            f"{name} has no row-level security.",
            "Restore a backup, or start Sayso anew.",
        )
    for query, said in ((_INDEXES, "index {} cannot be used"), (_TRIGGERS, "trigger {} is switched off")):
        for row in await connection.fetch(query, SCHEMAS):
            hint = f"reindex index {row['name']};" if query is _INDEXES else "Switch it on again."
            yield Finding("problem", "Tables", f"the {said.format(row['name'])}.", hint)
    for row in await connection.fetch(_ROLES, ROLES):
        yield Finding(
            "problem",
            "Tables",
            f"the role {row['rolname']} may do more than it should.",
            f"alter role {row['rolname']} nologin nosuperuser nobypassrls;",
        )
    broken = 0
    if not place.is_quick:
        async for one in _rows(place):
            broken += 1
            yield one
    if not (open_ones & reached or broken):
        looked = "row-level security is on" + (
            "." if place.is_quick else ", and every row fits its constraints."
        )
        yield Finding("ok", "Tables", looked)


async def _rows(place: Installation) -> AsyncIterator[Finding]:
    """Read all rows again: do references lead somewhere, and do conditions hold."""
    connection: Any = place.connection
    for row in await connection.fetch(_REFERENCES, SCHEMAS):
        place.tell(f"Looking at rows of {row['child']}")
        pairs = list(zip(row["own"], row["others"], strict=True))
        is_set = " and ".join(f"c.{own} is not null" for own, _ in pairs)
        leads = " and ".join(f"p.{other} = c.{own}" for own, other in pairs)
        count = await connection.fetchval(
            f"select count(*) from {row['child']} c where {is_set} "  # noqa: S608 - quoted by PostgreSQL
            f"and not exists (select from {row['parent']} p where {leads})"
        )
        if count:
            yield _broken(row, count, f"lead to no row of {row['parent']}")
    for row in await connection.fetch(_CHECKS, SCHEMAS):
        count = await connection.fetchval(f"select count(*) from {row['child']} where not ({row['said']})")  # noqa: S608 - as PostgreSQL keeps it
        if count:
            yield _broken(row, count, "break the condition")


def _broken(row: Any, count: int, what: str) -> Finding:
    text = f"{count:,} rows of {row['child']} {what} ({row['name']})."
    return Finding("problem", "Tables", text, "Restore a backup from before, or mend these rows.")
