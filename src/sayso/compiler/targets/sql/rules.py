"""Rules of rows: asked when the row is written. Spans that must not meet are also asked about when something
changes that the row belongs to, since that moves them; other rules speak of the moment of writing: that
stock sufficed for an order does not forbid it to fall later.

What a span reads is locked against both sides at once: who writes the row shares a lock on each parent that
the span stands on, and who changes such a parent has that lock alone.
"""

from dataclasses import dataclass, field

from sayso.compiler.identifiers import ModuleNames, quote, reference
from sayso.spec.expressions import Kind, Node, NoOverlap, Path, parse, sql_text, to_sql, type_of
from sayso.spec.expressions import names as names_in
from sayso.spec.model import Entity, Rule

from . import ir
from .literals import remark, text
from .scopes import RowScope

NEAREST = 64


@dataclass(frozen=True, slots=True)
class _Parent:
    """What a rule reads of the row at the end of ``way``, relations from one row to what it belongs to."""

    entity: str
    way: tuple[str, ...]
    columns: set[str] = field(default_factory=set)


def rules(names: ModuleNames, entity: Entity) -> tuple[ir.RuleSql, ...]:
    """Each rule as the condition that breaks it."""
    return tuple(_rule(names, entity, rule) for rule in entity.rules)


def dependents(names: ModuleNames, entity: Entity) -> tuple[ir.DependentRule, ...]:
    """The spans of other rows that stand on values of this entity's rows."""
    return tuple(
        _dependent(names, child, rule, node, parent)
        for child in names.index.spec.entities
        for rule in child.rules
        if isinstance(node := parse(rule.expression), NoOverlap)
        for parent in _parents(names, child.name, node)
        if parent.entity == entity.name
    )


def _rule(names: ModuleNames, entity: Entity, rule: Rule) -> ir.RuleSql:
    node = parse(rule.expression)
    row = RowScope(names, entity.name, "new")
    watched = _watched(names, entity.name, node)
    changed = " or ".join(f"new.{column} is distinct from old.{column}" for column in watched)
    only_if = [f"(tg_op = 'INSERT' or {changed})"] if changed else []
    locks: list[ir.Lock] = []
    broken = f"({to_sql(node, row)}) is false" if not isinstance(node, NoOverlap) else _overlaps(row, node)
    if isinstance(node, NoOverlap):
        locks += [
            ir.Lock(_parent_lock(names, parent, to_sql(Path(parent.way), row)), is_shared=True)
            for parent in _parents(names, entity.name, node)
        ]
        locks.append(ir.Lock(_span_lock(row, rule, node)))
        if node.when is not None:
            only_if.append(f"({to_sql(node.when, row)})")
    only = " and ".join(only_if) or None
    return ir.RuleSql(text(rule.name), text(rule.message), broken, only, tuple(dict.fromkeys(locks)))


def _dependent(
    names: ModuleNames, child: Entity, rule: Rule, node: NoOverlap, parent: _Parent
) -> ir.DependentRule:
    row = RowScope(names, child.name, "r")
    conditions = [f"r.site_id = new.site_id and {_belongs(names, child.name, 'r', parent.way)}"]
    if node.when is not None:
        conditions.append(f"({to_sql(node.when, row)})")
    conditions += _not_over(names, child.name, row, node)
    locked = ir.LockedSpans(_span_lock(row, rule, node), row.source, tuple(conditions))
    broken = _overlaps(row, node, margin=8)
    return ir.DependentRule(
        comment=remark(f"{rule.name} of {child.name}"),
        name=text(rule.name),
        message=text(rule.message),
        table=text(names.table(child.name)),
        changed=" or ".join(
            f"new.{column} is distinct from old.{column}" for column in sorted(parent.columns)
        ),
        lock=_parent_lock(names, parent, "new.id"),
        locked=locked,
        source=row.source,
        conditions=(*conditions, broken),
    )


def _belongs(names: ModuleNames, entity: str, alias: str, way: tuple[str, ...]) -> str:
    """The condition that a row belongs, by way of its relations, to the one that changed."""
    column = f"{alias}.{quote(reference(way[0]))}"
    if len(way) == 1:
        return f"{column} = new.id"
    between = names.index.parents(entity)[way[0]].parent
    source = names.qualified(names.everything(between))
    further = _belongs(names, between, f"{alias}r", way[1:])
    return f"{column} in (select {alias}r.id from {source} {alias}r where {alias}r.site_id = new.site_id and {further})"  # noqa: S608, E501 - names of ours, quoted


def _not_over(names: ModuleNames, entity: str, row: RowScope, node: NoOverlap) -> list[str]:
    """What is past is not asked again: nobody can make an appointment of last year shorter."""
    kind = type_of(node.end, names.index, entity).kind
    clock = {Kind.DATETIME: "now()", Kind.DATE: "today()"}.get(kind)
    return [f"({to_sql(node.end, row)}) > ({to_sql(parse(clock), row)})"] if clock else []


def _parent_lock(names: ModuleNames, parent: _Parent, row_id: str) -> str:
    return f"{sql_text(f'{names.table(parent.entity)}:')} || {row_id}"


def _span_lock(row: RowScope, rule: Rule, node: NoOverlap) -> str:
    by = f" || ':' || coalesce({to_sql(node.by, row)}::text, '')" if node.by else ""
    return f"{sql_text(f'{row.names.table(row.entity)}:{rule.name}:')} || {row.alias}.site_id{by}"


def _overlaps(row: RowScope, node: NoOverlap, margin: int = 4) -> str:
    """Whether another row's span meets that of this one.

    Rows that do not overlap each other end in the order in which they start. So one that meets this span is
    the last that starts before it ends; ``NEAREST`` of them are looked at, in case some overlap because what
    they are calculated from was changed in a way that nothing asks about.
    """
    other = RowScope(row.names, row.entity, "other", row.numbers)
    start = to_sql(node.start, other)
    conditions = [f"other.site_id = {row.alias}.site_id and other.id <> {row.alias}.id"]
    if node.by is not None:
        conditions.append(f"({to_sql(node.by, other)}) = ({to_sql(node.by, row)})")
    if node.when is not None:
        conditions.append(f"({to_sql(node.when, other)})")
    conditions.append(f"({start}) < ({to_sql(node.end, row)})")
    lines = (
        "exists (",
        "  select from (",
        f"    select * from {other.source}",  # noqa: S608 - every part is escaped by what made it
        *(f"    {'  and' if place else 'where'} {part}" for place, part in enumerate(conditions)),
        f"    order by {start} desc",
        f"    limit {NEAREST}",
        "  ) other",
        f"  where ({to_sql(node.end, other)}) > ({to_sql(node.start, row)})",
        ")",
    )
    return f"\n{' ' * margin}".join(lines)


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


def _parents(names: ModuleNames, entity: str, node: Node) -> tuple[_Parent, ...]:
    """What an expression reads of the rows that the row belongs to, seen through computed values."""
    found: dict[tuple[str, ...], _Parent] = {}
    _collect(names, entity, (), node, found)
    return tuple(found[way] for way in sorted(found) if found[way].columns)


def _collect(
    names: ModuleNames, entity: str, way: tuple[str, ...], node: Node, found: dict[tuple[str, ...], _Parent]
) -> None:
    for path in sorted(names_in(node).paths):
        here, there = entity, way
        for name in path[:-1]:
            if there:
                found[there].columns.add(quote(reference(name)))
            here, there = names.index.parents(here)[name].parent, (*there, name)
            found.setdefault(there, _Parent(here, there))
        value = names.index.computed(here).get(path[-1])
        if value is not None:
            _collect(names, here, there, parse(value.expression), found)
        elif there:
            found[there].columns.add(quote(names.column(here, path[-1])))
