"""Triggers that hold what policies cannot say about a row: field lists and flows."""

import json

from sayso.compiler.identifiers import ModuleNames, quote, reference
from sayso.spec.expressions import parse, sql_text, to_sql
from sayso.spec.model import Action, Entity, Transition

from . import ir
from .literals import remark, text
from .matrix import Matrix, either
from .scopes import RowScope
from .types import default_of


def field_guard(matrix: Matrix, entity: Entity) -> ir.FieldGuard | None:
    """The trigger that refuses fields which the acting role may not write; none where all may write all."""
    on_create = _guarded(matrix, entity, Action.CREATE, "new")
    on_update = _guarded(matrix, entity, Action.UPDATE, "old")
    if not on_create and not on_update:
        return None
    function = matrix.names.qualified(
        matrix.names.constraint(matrix.names.table(entity.name), "check_fields")
    )
    return ir.FieldGuard(function, on_create, on_update)


def _guarded(
    matrix: Matrix, entity: Entity, action: Action, alias: str
) -> tuple[tuple[str, ir.GuardedFields], ...]:
    groups: dict[tuple[str, ...], list[tuple[str, str, str]]] = {}
    for name, column, initial in _writable(matrix.names, entity):
        allowed = matrix.field_allowed(entity.name, action, name, alias)
        if allowed is not None:
            changed = (
                f"new.{column} is distinct from {initial}"
                if action is Action.CREATE
                else f"new.{column} is distinct from old.{column}"
            )
            groups.setdefault(allowed, []).append((changed, column, name))
    return tuple(
        (
            "\n".join(f"        when {changed} then {sql_text(name)}" for changed, _, name in fields),
            ir.GuardedFields(either(allowed), tuple((column, name) for _, column, name in fields)),
        )
        for allowed, fields in groups.items()
    )


def _writable(names: ModuleNames, entity: Entity) -> list[tuple[str, str, str]]:
    """Field, column and what the column is when nothing was given."""
    found = [("member_id", "member_id", "null")] if entity.person_role else []
    found += [(link, quote(reference(link)), "null") for link in names.index.parents(entity.name)]
    found += [(field.name, quote(field.name), default_of(field) or "null") for field in entity.fields]
    flow = names.index.flows.get(entity.name)
    if flow:
        found.append((flow.field, quote(flow.field), text(flow.initial)))
    return found


def flow(matrix: Matrix, entity: Entity) -> ir.FlowSql | None:
    """The trigger that lets a row start at the beginning and move along transitions only."""
    names = matrix.names
    found = names.index.flows.get(entity.name)
    if found is None:
        return None
    column = quote(found.field)
    labels = {state.name: state.label for state in found.states}
    between: dict[tuple[str, str], list[Transition]] = {}
    for transition in found.transitions:
        between.setdefault((transition.from_state, transition.to_state), []).append(transition)
    anywhere = matrix.unlimited_roles(entity.name)
    return ir.FlowSql(
        function=names.qualified(names.constraint(names.table(entity.name), "check_transition")),
        column=column,
        initial=text(found.initial),
        constraint=text(f"{entity.name}_transition"),
        may_start_anywhere=f"role is null or role in ({_listed(anywhere)})" if anywhere else "role is null",
        start_message=text(f"This starts as “{labels.get(found.initial, found.initial)}”."),
        move_message=f"'This cannot go from “' || (labels ->> old.{column}) || '” to “' || "
        f"coalesce(labels ->> new.{column}, new.{column}) || '”.'",
        labels=text(json.dumps(labels, ensure_ascii=False, sort_keys=True)),
        moves=tuple(
            _move(RowScope(names, entity.name, "new", has_stored=False), labels, transitions)
            for transitions in between.values()
        ),
    )


def _move(row: RowScope, labels: dict[str, str], transitions: list[Transition]) -> ir.Move:
    start, end = transitions[0].from_state, transitions[0].to_state
    conditions, by_role = [], []
    for transition in transitions:
        roles = f"(role is null or role in ({_listed(transition.roles)}))" if transition.roles else None
        guard = f"({to_sql(parse(transition.guard), row)}) is not false" if transition.guard else None
        conditions.append(" and ".join(part for part in (roles, guard) if part))
        if guard:
            by_role.append(roles)
    shown = transitions[0].label or transitions[0].name
    return ir.Move(
        key=text(f"{start} > {end}"),
        comment=remark(f"{shown}: {labels.get(start, start)} > {labels.get(end, end)}"),
        label=text(f"“{shown}”"),
        passes=None if "" in conditions else " or ".join(f"({part})" for part in conditions),
        too_early=None if None in by_role else " or ".join(part for part in by_role if part) or "false",
    )


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(map(sql_text, values))
