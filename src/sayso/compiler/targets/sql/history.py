"""The history of a module: written by triggers, read by who reads the row, able to bring rows back."""

from sayso.compiler.naming import quote
from sayso.spec.expressions import sql_text
from sayso.spec.model import Action, Entity, Scope

from . import ir
from .matrix import Matrix, role_is
from .tables import columns


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
        entities=tuple(entity for entity in entities if entity.alternatives),
        restorable=tuple(
            (sql_text(entity.name), names.qualified(names.table(entity.name)), _kept(matrix, entity))
            for entity in names.index.spec.entities
            if matrix.allowed(entity.name, Action.CREATE)
        ),
    )


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
        sql_text(entity.name), table, tuple(alternatives), _hidden(matrix, entity, readers)
    )


def _hidden(matrix: Matrix, entity: Entity, readers: list[str]) -> tuple[tuple[str, str], ...]:
    """Roles and the columns taken out for them: those that not every one of their rules lets them read."""
    index = matrix.index
    flow = index.flows.get(entity.name)
    known = [*index.parents(entity.name), *index.fields(entity.name), *index.computed(entity.name)]
    known += [flow.field] if flow else []
    groups: dict[tuple[str, ...], list[str]] = {}
    for role in readers:
        rules = [rule for rule in matrix.rules(entity.name, Action.READ) if rule.role == role]
        closed = [name for name in known if any(r.fields is not None and name not in r.fields for r in rules)]
        columns = tuple(matrix.names.column(entity.name, name) for name in closed)
        if columns:
            groups.setdefault(columns, []).append(role)
    return tuple(
        (role_is(roles), ", ".join(sql_text(column) for column in columns))
        for columns, roles in groups.items()
    )


def _kept(matrix: Matrix, entity: Entity) -> str:
    stored = [column.name for column in columns(matrix.names, entity)]
    return ", ".join(name for name in stored if name not in {quote("updated_at"), quote("version")})
