"""Steps for single columns of a table that stays or comes back."""

from .archiving import archived_column
from .draft import Draft, Statement
from .shape import Column, Table


def move_columns(draft: Draft, old: Table, new: Table) -> None:
    """From the columns of a live table to those of the next revision."""
    renames = draft.columns.setdefault(new.qualified, {})
    for key, column in old.columns.items():
        wanted = new.columns.get(key)
        if wanted is None:
            _archive(draft, old, new, column)
            continue
        renames[column.name] = wanted.name
        if column.required and not wanted.required:
            draft.loosen.append(_alter(old, column.name, "drop not null"))
        _settle(draft, new, wanted, column.required, column.default)
    for key, column in new.columns.items():
        if key in old.columns:
            continue
        if (new.key, key) in draft.archive.columns:
            renames[archived_column(key)] = column.name
            _settle(draft, new, column, was_required=False, default=None)
        else:
            add_column(draft, new, column)


def add_column(draft: Draft, table: Table, column: Column) -> None:
    """A column that was never there: rows get its default."""
    draft.arrive.append(f"alter table {table.qualified} add column {column.name} {column.definition};")


def return_columns(draft: Draft, table: Table, archived: frozenset[str]) -> None:
    """Columns of a table that comes back from the archive, where they lost their defaults."""
    for key, column in table.columns.items():
        if key in archived:
            _settle(draft, table, column, was_required=table.is_junction, default=None)
        else:
            add_column(draft, table, column)


def _archive(draft: Draft, old: Table, new: Table, column: Column) -> None:
    draft.uses_archive = True
    if column.required:
        draft.loosen.append(_alter(old, column.name, "drop not null"))
    if column.default is not None:
        draft.loosen.append(_alter(old, column.name, "drop default"))
    draft.columns.setdefault(new.qualified, {})[column.name] = archived_column(column.key)


def _settle(draft: Draft, table: Table, column: Column, was_required: bool, default: str | None) -> None:
    """Default and nullability of a column that has its values."""
    changes = []
    if column.default != default:
        changes.append(f"set {column.default_clause}" if column.default is not None else "drop default")
    if column.required and not was_required:
        changes.append("set not null")
    for change in changes:
        statement = _alter(table, column.name, change)
        draft.tighten.append(Statement(statement, statement))


def _alter(table: Table, column: str, change: str) -> str:
    return f"alter table {table.qualified} alter column {column} {change};"
