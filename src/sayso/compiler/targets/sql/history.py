"""The history of a module: written by triggers, read by who reads the row, able to bring rows back.

It keeps ids of entities, fields and relations in place of names, so that it outlasts renames and returns with
what was removed. The view shows today's names and leaves out what is no longer there.
"""

import json

from sayso.compiler.identifiers import ModuleNames, quote
from sayso.spec.expressions import sql_text
from sayso.spec.model import Action, Entity, Scope

from . import ir
from .matrix import Matrix, role_is
from .tables import columns, generated

_NOT_BROUGHT_BACK = frozenset({"updated_at", "version"})


def history(matrix: Matrix) -> ir.History:
    """The table and what stands around it."""
    names = matrix.names
    entities = [_entity(matrix, entity) for entity in names.index.spec.entities]
    return ir.History(
        table=names.qualified(names.history),
        bare=names.history,
        index=quote(names.constraint(names.history, "row_id", "idx")),
        view=names.qualified(names.history_view),
        record=names.qualified(names.name("record_history")),
        restore=names.qualified(names.name("restore")),
        recorded=tuple(_recorded(names, entity) for entity in names.index.spec.entities),
        entities=tuple(entity for entity in entities if entity.alternatives),
        restorable=tuple(
            _restorable(names, entity)
            for entity in names.index.spec.entities
            if matrix.allowed(entity.name, Action.CREATE)
        ),
    )


def elements_by_column(names: ModuleNames, entity: Entity) -> dict[str, str]:
    """The id of what each column of a table holds, without the columns that every table has."""
    held: tuple[ir.Column | ir.GeneratedColumn, ...] = (*columns(names, entity), *generated(names, entity))
    return {_bare(column.name): column.element for column in held if column.element}


def _recorded(names: ModuleNames, entity: Entity) -> ir.Recorded:
    bare = names.table(entity.name)
    kept = _object(elements_by_column(names, entity))
    return ir.Recorded(names.qualified(bare), bare, sql_text(entity.id), kept)


def _entity(matrix: Matrix, entity: Entity) -> ir.HistoryEntity:
    rules = matrix.rules(entity.name, Action.READ)
    readers = list(dict.fromkeys(rule.role for rule in rules))
    of_all = [role for role in readers if any(r.role == role and r.scope is Scope.ALL for r in rules)]
    of_own = [role for role in readers if role not in of_all]
    table = matrix.names.qualified(matrix.names.table(entity.name))
    alternatives = [role_is(of_all)] if of_all else []
    if of_own:
        history = matrix.names.qualified(matrix.names.history)
        seen = (
            f"exists (select from {table} r where r.site_id = {history}.site_id and r.id = {history}.row_id)"
        )
        alternatives.append(f"{role_is(of_own)} and {seen}")
    return ir.HistoryEntity(
        sql_text(entity.id), sql_text(entity.name), tuple(alternatives), _shown(matrix, entity, readers)
    )


def _shown(matrix: Matrix, entity: Entity, readers: list[str]) -> tuple[tuple[str | None, str], ...]:
    """Roles and what is shown to them: values that every one of their rules lets them read."""
    names = matrix.names
    elements = elements_by_column(names, entity)
    groups: dict[frozenset[str], list[str]] = {}
    for role in readers:
        listed = [
            {names.column(entity.name, name) for name in rule.fields}
            for rule in matrix.rules(entity.name, Action.READ)
            if rule.role == role and rule.fields is not None
        ]
        open_ = frozenset(elements).intersection(*listed)
        groups.setdefault(open_, []).append(role)
    return tuple(
        (
            None if len(groups) == 1 else role_is(roles),
            _object({element: column for column, element in elements.items() if column in open_}),
        )
        for open_, roles in groups.items()
    )


def _restorable(names: ModuleNames, entity: Entity) -> ir.Restorable:
    stored = [column for column in columns(names, entity) if column.name not in _NOT_BROUGHT_BACK]
    held = {element: column for column, element in elements_by_column(names, entity).items()}
    return ir.Restorable(
        element=sql_text(entity.id),
        name=sql_text(entity.name),
        table=names.qualified(names.table(entity.name)),
        columns=", ".join(column.name for column in stored),
        values=tuple(_value(column) for column in stored),
        names=_object(held),
    )


def _value(column: ir.Column) -> str:
    """The value as it was; the default where the row is older than the field."""
    _, has_default, default = column.rest.partition("default ")
    if column.element is None or not has_default:
        return f"r.{column.name}"
    return f'case when "Row" ? {sql_text(_bare(column.name))} then r.{column.name} else {default} end'


def _bare(column: str) -> str:
    return column.strip('"')


def _object(names: dict[str, str]) -> str:
    return sql_text(json.dumps(names))
