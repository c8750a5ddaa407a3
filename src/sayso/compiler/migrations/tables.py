"""Steps for whole tables: entities and many_to_many links that come, go and return."""

from sayso.compiler.identifiers import shorten

from .archive_schema import SCHEMA, archived_table
from .columns import archive_columns, move_columns
from .draft import Draft
from .moves import TableMove
from .parts import add_parts, link_parts, loosen
from .shape import Table
from .types import ArchivedTable


def add_table(draft: Draft, table: Table) -> None:
    """A table that was never there."""
    own = [part for part in table.parts if not part.is_reference]
    constraints = [f"constraint {part.name} {part.body}" for part in own if not part.is_index]
    lines = ",\n  ".join((*table.definitions, *constraints))
    draft.arrive.append(f"create table {table.qualified} (\n  {lines}\n);")
    draft.arrive.append(f"alter table {table.qualified} enable row level security, force row level security;")
    draft.arrive += [
        f"create {'unique ' * part.is_unique}index {part.name} on {table.qualified} {part.body};"
        for part in own
        if part.is_index
    ]
    link_parts(draft, table)


def remove_table(draft: Draft, table: Table) -> None:
    """To the archive, with its rows; columns are called by the elements they held."""
    draft.uses_archive = True
    draft.renewed.add(table.name)
    name = table.qualified
    for part in table.parts:
        if not part.body.startswith("primary key"):
            loosen(draft, table, part)
    archive_columns(draft, table)
    archived = archived_table(draft.prefix, table.key)
    draft.away.append(f"alter table {name} disable row level security, no force row level security;")
    draft.away.append(f"alter table {name} set schema {SCHEMA};")
    if archived != table.name:
        draft.away.append(f"alter table {SCHEMA}.{table.name} rename to {archived};")
    pkey = next(part.name for part in table.parts if part.body.startswith("primary key"))
    draft.away.append(f"alter index {SCHEMA}.{pkey} rename to {_pkey(archived)};")


def return_table(draft: Draft, move: TableMove, archived: ArchivedTable) -> None:
    """Back from the archive, as this revision has it."""
    draft.uses_archive = True
    table = move.new
    draft.back.append(f"alter table {SCHEMA}.{archived.name} set schema apps;")
    draft.arrive.append(f"alter table {table.qualified} enable row level security, force row level security;")
    draft.relations[archived.name] = table.name
    draft.tables.add(archived.name)
    draft.relations[_pkey(archived.name)] = next(
        part.name for part in table.parts if part.body.startswith("primary key")
    )
    move_columns(draft, move)
    add_parts(draft, move)


def _pkey(table: str) -> str:
    return shorten(f"{table}_pkey")
