"""What lies in the archive of a module, read from the database's catalogue."""

import asyncpg

from sayso.compiler.identifiers import ModuleNames, archive_stem
from sayso.compiler.migrations.archive_schema import archived_element, values_table
from sayso.compiler.migrations.types import Archive, ArchivedTable
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

ARCHIVE_SCHEMA = "apps_archive"
ARCHIVED = "archived_"
"""What the name of a column begins with whose element was removed from a table that is still there."""

_TABLES = """
select c.relname as table_name, a.attname as column_name, format_type(a.atttypid, a.atttypmod) as type,
  col_description(c.oid, a.attnum) as note
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname = $1 and c.relkind = 'r' and starts_with(c.relname, $2)
order by c.relname, a.attnum
"""
_COLUMNS = """
select c.relname as table_name, a.attname as column_name, format_type(a.atttypid, a.atttypmod) as type,
  col_description(c.oid, a.attnum) as note
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname = 'apps' and c.relkind = 'r' and c.relname = any($1) and starts_with(a.attname, $2)
order by c.relname, a.attnum
"""
_UNCHECKED = """
select k.conname
from pg_constraint k
join pg_class c on c.oid = k.conrelid
where c.relnamespace = 'apps'::regnamespace and c.relname = any($1) and k.contype = 'c' and not k.convalidated
"""


async def read_archive(
    connection: "asyncpg.Connection[asyncpg.Record]", prefix: str, spec: AppSpec
) -> Archive:
    """Archived tables and columns of the module whose running revision is ``spec``.

    The spec says which entity a live table belongs to; archived columns are found in live tables.
    """
    tables: dict[str, ArchivedTable] = {}
    notes: dict[tuple[str, str], str] = {}
    for row in await connection.fetch(_TABLES, ARCHIVE_SCHEMA, archive_stem(prefix)):
        element = archived_element(prefix, row["table_name"])
        if element is None:
            continue
        table = tables.setdefault(element, ArchivedTable(row["table_name"], {}))
        tables[element] = ArchivedTable(table.name, {**table.columns, row["column_name"]: row["type"]})
        if row["note"]:
            notes[element, row["column_name"].removeprefix(ARCHIVED)] = row["note"]
    names = ModuleNames.of(SpecIndex(spec), prefix)
    owners = {names.table(entity.name): entity.id for entity in spec.entities}
    columns: dict[tuple[str, str], str] = {}
    for row in await connection.fetch(_COLUMNS, list(owners), ARCHIVED):
        place = (owners[row["table_name"]], row["column_name"].removeprefix(ARCHIVED))
        columns[place] = row["type"]
        if row["note"]:
            notes[place] = row["note"]
    unchecked = await connection.fetch(_UNCHECKED, [names.table(entity.name) for entity in spec.entities])
    found = frozenset(row["conname"] for row in unchecked)
    return Archive(tables, columns, notes, await _kept(connection, prefix), found)


async def _kept(connection: "asyncpg.Connection[asyncpg.Record]", prefix: str) -> frozenset[str]:
    """Elements of which single values are kept."""
    table = values_table(prefix)
    if await connection.fetchval("select to_regclass($1)", table) is None:
        return frozenset()
    rows = await connection.fetch(f"select distinct element from {table}")  # noqa: S608 - a name of ours, quoted
    return frozenset(row["element"] for row in rows)
