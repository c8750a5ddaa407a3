"""Triggers that hold what policies cannot say: field lists, flows, rules."""

import json

from sayso.compiler.naming import ModuleNames, quote, reference
from sayso.spec.expressions import Node, NoOverlap, parse, sql_text, to_sql
from sayso.spec.expressions import names as names_in
from sayso.spec.model import Action, Entity, Rule, Transition

from . import ir
from .literals import remark, text
from .matrix import Matrix, either
from .scopes import RowScope
from .types import default_of

NEAREST = 64


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


def rules(names: ModuleNames, entity: Entity) -> tuple[ir.RuleSql, ...]:
    """Each rule as the condition that breaks it."""
    return tuple(_rule(names, entity, rule) for rule in entity.rules)


def _rule(names: ModuleNames, entity: Entity, rule: Rule) -> ir.RuleSql:
    node = parse(rule.expression)
    row = RowScope(names, entity.name, "new")
    watched = _watched(names, entity.name, node)
    changed = " or ".join(f"new.{column} is distinct from old.{column}" for column in watched)
    only_if = [f"(tg_op = 'INSERT' or {changed})"] if changed else []
    if not isinstance(node, NoOverlap):
        broken = f"({to_sql(node, row)}) is false"
        return ir.RuleSql(text(rule.name), text(rule.message), broken, " and ".join(only_if) or None)
    if node.when is not None:
        only_if.append(f"({to_sql(node.when, row)})")
    by = f" || ':' || coalesce({to_sql(node.by, row)}::text, '')" if node.by else ""
    return ir.RuleSql(
        text(rule.name),
        text(rule.message),
        _overlaps(row, node),
        " and ".join(only_if) or None,
        f"{sql_text(f'{names.table(entity.name)}:{rule.name}:')} || new.site_id{by}",
    )


def _overlaps(row: RowScope, node: NoOverlap) -> str:
    """Whether another row's span meets that of the new one.

    Rows that do not overlap each other end in the order in which they start. So one that meets the new span
    is the last that starts before it ends; ``NEAREST`` of them are looked at, in case some overlap because
    what they are calculated from was changed since.
    """
    other = RowScope(row.names, row.entity, "other", row.numbers)
    start = to_sql(node.start, other)
    conditions = ["other.site_id = new.site_id and other.id <> new.id"]
    if node.by is not None:
        conditions.append(f"({to_sql(node.by, other)}) = ({to_sql(node.by, row)})")
    if node.when is not None:
        conditions.append(f"({to_sql(node.when, other)})")
    conditions.append(f"({start}) < ({to_sql(node.end, row)})")
    within = "\n          and ".join(conditions)
    return f"""exists (
      select from (
        select * from {other.source}
        where {within}
        order by {start} desc
        limit {NEAREST}
      ) other
      where ({to_sql(node.end, other)}) > ({to_sql(node.start, row)})
    )"""  # noqa: S608 - every part is escaped by what made it


def _watched(names: ModuleNames, entity: str, node: Node) -> tuple[str, ...]:
    """The columns of the row that an expression stands on; none when other rows decide too."""
    index = names.index
    used = names_in(node)
    if used.aggregates:
        return ()
    found: dict[str, None] = {}
    for path in sorted(used.paths):
        value = index.computed(entity).get(path[0])
        if value is None:
            found[quote(names.column(entity, path[0]))] = None
            continue
        inner = _watched(names, entity, parse(value.expression))
        if not inner:
            return ()
        found |= dict.fromkeys(inner)
    return tuple(found)
