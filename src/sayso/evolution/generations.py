"""Generations of tables: what Sayso once made otherwise, and how such a module's tables become today's.

Logic follows the compiler by itself, whatever it was. Only where the tables of the same spec are made
otherwise than before is there a new generation, with a conversion here.

1. The history is kept under names of entities and fields. Keys, references and indexes of links have the
   names that PostgreSQL gives.
2. The history is kept under ids. Everything has a name of its own.
"""

import hashlib
import json
import re
from dataclasses import dataclass

import asyncpg

from sayso.compiler.identifiers import ModuleNames, quote
from sayso.compiler.targets.sql import ir
from sayso.compiler.targets.sql.history import elements_by_column
from sayso.spec.expressions import sql_text
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

GENERATION = 2
"""What tables are made as today. Raise it only when they are made otherwise, and add the way from before."""

_CONSTRAINTS = """
select k.conname as name, k.contype::text as kind, array(
  select a.attname from unnest(k.conkey) with ordinality p(number, position)
  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = p.number order by p.position
)::text[] as columns
from pg_constraint k where k.conrelid = to_regclass($1) and k.contype in ('p', 'f')
"""
_INDEXES = """
select c.relname as name, pg_get_indexdef(i.indexrelid) as said
from pg_index i join pg_class c on c.oid = i.indexrelid
where i.indrelid = to_regclass($1) and not exists (select from pg_constraint where conindid = i.indexrelid)
"""
_KEYED = re.compile(r"(?P<kind>primary|foreign) key \((?P<columns>[^)]*)\)")
_HISTORY_BEFORE = "(site_id, entity, row_id, id)"
_HISTORY_NOW = "(site_id, row_id, id)"


@dataclass(frozen=True, slots=True)
class Conversion:
    """What turns tables of an earlier generation into today's, in the phases of a migration."""

    prepare: tuple[str, ...] = ()
    rows: str = ""
    tables: str = ""
    changed: tuple[str, ...] = ()
    """Qualified names of the tables whose rows change."""


async def conversion_of(
    connection: "asyncpg.Connection[asyncpg.Record]", spec: AppSpec, module: ir.Module, generation: int
) -> Conversion:
    """The way from a generation to today's; harmless where it was gone already."""
    if generation >= GENERATION:
        return Conversion()
    names = ModuleNames.of(SpecIndex(spec), module.prefix)
    history = module.history
    lines = ["set role sayso_owner;"]
    everything: tuple[ir.Table | ir.LinkTable, ...] = (*module.tables, *module.links)
    for table in everything:
        lines += await _renamed_constraints(connection, table)
    for link in module.links:
        lines += await _renamed_indexes(connection, link)
    prepare, swap = await _history_index(connection, history)
    lines += [*swap, f"drop policy if exists _new_converts on {history.table};", "reset role;\n"]
    # the role that moves rows may see those of the history only while they are converted
    access = (
        f"set role sayso_owner; drop policy if exists _new_converts on {history.table}; "
        f"create policy _new_converts on {history.table} to sayso_mover using (true) with check (true); "
        "reset role"
    )
    return Conversion(
        (*prepare, access),
        _history_rows(names, history.table),
        "\n".join(lines),
        (history.table,),
    )


def _history_rows(names: ModuleNames, table: str) -> str:
    """No name was ever changed in the first generation, so what has a name today had it then."""
    pairs = ",\n    ".join(
        f"({sql_text(entity.name)}, {sql_text(entity.id)}, "
        f"{sql_text(json.dumps(elements_by_column(names, entity)))}::jsonb)"
        for entity in names.index.spec.entities
    )
    if not pairs:
        return ""

    def under_ids(column: str) -> str:
        named = "jsonb_object_agg(coalesce(k.names ->> e.key, e.key), e.value)"
        return f"(select {named} from jsonb_each(h.{column}) e)"  # noqa: S608 - a column of ours

    return (
        "set role sayso_mover;\n"
        f"update {table} h\n"
        f"set entity = k.element, old = {under_ids('old')}, new = {under_ids('new')}\n"
        f"from (values\n    {pairs}\n  ) k(entity, element, names)\n"
        "where h.entity = k.entity;\n"
        "reset role;\n"
    )


async def _renamed_constraints(
    connection: "asyncpg.Connection[asyncpg.Record]", table: ir.Table | ir.LinkTable
) -> list[str]:
    """Keys and references that are there under another name than today's."""
    there = {
        (row["kind"], tuple(map(quote, row["columns"]))): quote(row["name"])
        for row in await connection.fetch(_CONSTRAINTS, table.name)
    }
    lines = []
    for constraint in table.constraints:
        match = _KEYED.match(constraint.body)
        if match is None:
            continue
        name = there.get((match["kind"][0], tuple(match["columns"].split(", "))))
        if name is not None and name != constraint.name:
            lines.append(f"alter table {table.name} rename constraint {name} to {constraint.name};")
    return lines


async def _renamed_indexes(connection: "asyncpg.Connection[asyncpg.Record]", link: ir.LinkTable) -> list[str]:
    rows = await connection.fetch(_INDEXES, link.name)
    there = {row["said"].partition(" USING btree ")[2]: quote(row["name"]) for row in rows}
    return [
        f"alter index apps.{there[index.body]} rename to {index.name};"
        for index in link.indexes
        if there.get(index.body, index.name) != index.name
    ]


async def _history_index(
    connection: "asyncpg.Connection[asyncpg.Record]", history: ir.History
) -> tuple[tuple[str, ...], list[str]]:
    """What builds the index of today beforehand, and what puts it in the place of the earlier one."""
    rows = await connection.fetch(_INDEXES, history.table)
    there = {row["said"].partition(" USING btree ")[2]: quote(row["name"]) for row in rows}
    swap = [f"drop index apps.{there[_HISTORY_BEFORE]};"] if _HISTORY_BEFORE in there else []
    if there.get(_HISTORY_NOW) == history.index:
        return (), swap
    built = f"_new_{hashlib.sha256(history.index.encode()).hexdigest()[:12]}"
    prepare = (f"create index concurrently {built} on {history.table} {_HISTORY_NOW}",)
    return prepare, [*swap, f"alter index apps.{built} rename to {history.index};"]
