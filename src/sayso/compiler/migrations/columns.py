"""Steps for the columns of a table that stays or comes back."""

from sayso.spec.expressions import sql_text

from .archive_schema import archived_column
from .draft import Draft, Statement
from .moves import TableMove, fields_of
from .renames import new_name
from .shape import MEMBER, Column, Table
from .sources import note


def move_columns(draft: Draft, move: TableMove) -> None:
    """From the columns as they are to those of the next revision."""
    renames = draft.columns.setdefault(move.new.qualified, {})
    _put_away(draft, move)
    for key, column in move.new.columns.items():
        source, refill = move.sources.get(key), move.refills.get(key)
        if refill is not None and refill.is_bulk:
            renames[move.room(column)] = column.name
            _drop_replaced(draft, move, key)
            settle(draft, move.new, column, was_required=False, default=None)
        elif source is not None and source.column is not None:
            renames[source.column] = column.name
            if source.is_required and not column.required:
                draft.loosen.append(_alter(move.place, source.column, "drop not null"))
            if source.is_archived:
                draft.tighten.append(_remark(move.new, column.name, None))
            settle(draft, move.new, column, source.is_required, source.default)
        else:
            _add(draft, move, column)


def archive_columns(draft: Draft, table: Table) -> None:
    """All columns of a table that goes, under the ids of what they held."""
    for column in table.columns.values():
        if column.required and not table.is_junction:
            draft.away.append(_alter(table.qualified, column.name, "drop not null"))
        if column.default is not None:
            draft.away.append(_alter(table.qualified, column.name, "drop default"))
        _note(draft, table, column)
        if column.name != column.key:
            draft.away.append(f"alter table {table.qualified} rename column {column.name} to {column.key};")


def _put_away(draft: Draft, move: TableMove) -> None:
    """Columns whose element is gone stay in the table under another name."""
    renames = draft.columns.setdefault(move.new.qualified, {})
    if move.old is not None:
        for key, column in move.old.columns.items():
            if key in move.new.columns:
                continue
            draft.uses_archive = True
            if column.required:
                draft.loosen.append(_alter(move.place, column.name, "drop not null"))
            if column.default is not None:
                draft.loosen.append(_alter(move.place, column.name, "drop default"))
            _note(draft, move.old, column)
            renames[column.name] = archived_column(key)
    elif move.archived is not None:
        for name in move.archived.columns:
            if _holds_element(name) and name not in move.new.columns:
                renames[name] = archived_column(name)


def _drop_replaced(draft: Draft, move: TableMove, key: str) -> None:
    """The column whose values went into another one."""
    if move.old is not None and key in move.old.columns:
        names = [move.old.columns[key].name]
    elif move.archived is not None:
        names = [name for name in (key, archived_column(key)) if name in move.archived.columns]
    else:
        names = [archived_column(key)] if (move.key, key) in draft.archive.columns else []
    draft.away += [f"alter table {move.place} drop column {name};" for name in names]


def _add(draft: Draft, move: TableMove, column: Column) -> None:
    """A column that was never there: rows get its default, or what somebody chose for them."""
    start = move.starts.get(column.key)
    default = (
        f"default {start} not null" if start else f"{'not null ' * column.required}{column.default_clause}"
    )
    add = f"alter table {move.new.qualified} add column {column.name} {column.type} {default}".rstrip()
    draft.arrive.append(f"{add};")
    if start:
        draft.arrive.append(_alter(move.new.qualified, column.name, "drop default"))


def settle(draft: Draft, table: Table, column: Column, was_required: bool, default: str | None) -> None:
    """Default and nullability of a column that has its values."""
    changes = []
    if column.default != default:
        changes.append(f"set {column.default_clause}" if column.default is not None else "drop default")
    for change in changes:
        statement = _alter(table.qualified, column.name, change)
        draft.tighten.append(Statement(statement, statement))
    if column.required and not was_required:
        _demand(draft, table, column)


def _demand(draft: Draft, table: Table, column: Column) -> None:
    """``not null`` by way of a check: going through a long table for it would keep readers waiting."""
    check = new_name(table.key, column.key, "not null")
    change = f"alter table {table.qualified}"
    required = _alter(table.qualified, column.name, "set not null")
    draft.tighten.append(
        Statement(f"{change} add constraint {check} check ({column.name} is not null) not valid;", required)
    )
    draft.finish += [
        f"{change} validate constraint {check};",
        f"{required}\n{change} drop constraint if exists {check};",
    ]


def note_of(draft: Draft, entity: str, key: str) -> str | None:
    """What is written down of the values that a column of the earlier revision holds."""
    field = fields_of(draft.before, entity).get(key)
    names = {found.name: found.id for found in draft.before.entities}
    links = draft.old.names.index.links
    return note(field, next((names[link.parent] for link in links if link.element == key), None))


def _note(draft: Draft, table: Table, column: Column) -> None:
    said = None if table.is_junction else note_of(draft, table.key, column.key)
    if said is not None:
        draft.away.append(f"comment on column {table.qualified}.{column.name} is {sql_text(said)};")


def _remark(table: Table, column: str, said: str | None) -> Statement:
    text = "null" if said is None else sql_text(said)
    statement = f"comment on column {table.qualified}.{column} is {text};"
    return Statement(statement, statement)


def _holds_element(name: str) -> bool:
    """Whether a column of an archived table held an element of the spec, rather than what every row has."""
    return name == MEMBER or name.partition("_")[0] in {"fld", "rel", "flw"}


def _alter(table: str, column: str, change: str) -> str:
    return f"alter table {table} alter column {column} {change};"
