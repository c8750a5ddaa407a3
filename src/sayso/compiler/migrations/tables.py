"""Steps for whole tables: entities and many_to_many links that come, go and return."""

from .archiving import SCHEMA, archived_column, archived_table
from .columns import return_columns
from .draft import Draft
from .parts import add_parts, link_parts, loosen
from .shape import MEMBER, Table
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
    for column in table.columns.values():
        draft.away += [
            f"alter table {name} alter column {column.name} {change};"
            for change in (
                *(["drop not null"] if column.required and not table.is_junction else []),
                *(["drop default"] if column.default is not None else []),
            )
        ]
        if column.name != column.key:
            draft.away.append(f"alter table {name} rename column {column.name} to {column.key};")
    archived = archived_table(draft.prefix, table.key)
    draft.away.append(f"alter table {name} set schema {SCHEMA};")
    if archived != table.name:
        draft.away.append(f"alter table {SCHEMA}.{table.name} rename to {archived};")
    pkey = next(part.name for part in table.parts if part.body.startswith("primary key"))
    draft.away.append(f"alter index {SCHEMA}.{pkey} rename to {_pkey(archived)};")


def return_table(draft: Draft, table: Table, archived: ArchivedTable) -> None:
    """Back from the archive, as this revision has it."""
    draft.uses_archive = True
    name = table.qualified
    pkey = next(part.name for part in table.parts if part.body.startswith("primary key"))
    draft.arrive += [
        f"alter table {SCHEMA}.{archived.name} set schema apps;",
        f"alter table apps.{archived.name} rename to {table.name};",
        f"alter index apps.{_pkey(archived.name)} rename to {pkey};",
    ]
    for key in archived.columns:
        column = table.columns.get(key.removeprefix("archived_"))
        if column is not None and column.name != key:
            draft.arrive.append(f"alter table {name} rename column {key} to {column.name};")
        elif column is None and _holds_element(key):
            draft.arrive.append(f"alter table {name} rename column {key} to {archived_column(key)};")
    return_columns(draft, table, frozenset(key.removeprefix("archived_") for key in archived.columns))
    add_parts(draft, table)


def _holds_element(name: str) -> bool:
    """Whether a column of an archived table held an element of the spec, rather than what every row has."""
    return name == MEMBER or name.partition("_")[0] in {"fld", "rel", "flw"}


def _pkey(table: str) -> str:
    return f"{table}_pkey"
