"""The view that is read: values with field masks, computed values, titles of what a row belongs to.

A relation ``site`` or ``member`` takes the place of the column of that name that says whose the row is.
"""

from sayso.compiler.identifiers import SYSTEM_COLUMNS, quote, reference
from sayso.spec.index import Link
from sayso.spec.model import Action, Entity

from . import ir
from .matrix import Matrix, either
from .scopes import RowScope

_HEAD = SYSTEM_COLUMNS[:2]
_TAIL = SYSTEM_COLUMNS[2:]
_DEEPEST_TITLE = 3
"""How far a row without a title of its own is named by what it belongs to."""


def view_columns(matrix: Matrix, entity: Entity) -> tuple[ir.ViewColumn, ...]:
    """The outputs in the order of the table, each with its mask."""
    names = matrix.names
    row = RowScope(names, entity.name, "t")
    parents = names.index.parents(entity.name)
    heads = (*_HEAD, "member_id") if entity.person_role else _HEAD
    shown = [name for name in heads if name.removesuffix("_id") not in parents]
    found = [ir.ViewColumn(f"t.{name}", name) for name in shown]
    for link in parents.values():
        column = f"t.{quote(reference(link.name))}"
        value = _masked(matrix, entity.name, link.name, column, "t")
        found.append(ir.ViewColumn(value, quote(f"{link.name}_id")))
        title = _masked(matrix, entity.name, link.name, _title(matrix, row, link), "t")
        found.append(ir.ViewColumn(title, quote(f"{link.name}_title")))
    flow = names.index.flows.get(entity.name)
    values = [field.name for field in entity.fields]
    values += [flow.field] if flow else []
    values += [value.name for value in entity.computed]
    found += [
        ir.ViewColumn(_masked(matrix, entity.name, name, row.column(name), "t"), quote(name))
        for name in values
    ]
    found += [ir.ViewColumn(f"t.{name}", name) for name in _TAIL]
    return tuple(found)


def is_masked(matrix: Matrix, entity: Entity) -> bool:
    """Whether some role reads rows but not all of their fields."""
    return any(rule.fields is not None for rule in matrix.rules(entity.name, Action.READ))


def system_columns(entity: Entity) -> tuple[str, ...]:
    """Columns that hold no value of the spec."""
    return (*SYSTEM_COLUMNS, "member_id") if entity.person_role else SYSTEM_COLUMNS


def _masked(matrix: Matrix, entity: str, name: str, expression: str, alias: str) -> str:
    allowed = matrix.field_allowed(entity, Action.READ, name, alias)
    if allowed is None:
        return expression
    return f"case when {either(allowed)} then {expression} end"


def _title(matrix: Matrix, row: RowScope, link: Link, depth: int = 0) -> str:
    """The name of the parent: nothing where the acting member may not read the parent or its name.

    It looks through the parent's own table, whose policies hold here, not through the view over all rows.
    """
    index = matrix.index
    parent = row.other(link.parent, link.name)
    title, relation = index.title_field(link.parent), index.title_relation(link.parent)
    if title is not None:
        value = _masked(matrix, link.parent, title, parent.column(title), parent.alias)
    elif relation is not None and depth < _DEEPEST_TITLE:
        further = _title(matrix, parent, index.parents(link.parent)[relation], depth + 1)
        value = _masked(matrix, link.parent, relation, further, parent.alias)
    else:
        return "null::text"
    table = matrix.names.qualified(matrix.names.table(link.parent))
    return f"(select ({value})::text from {table} {parent.alias} where {row.to_parent(link, parent)})"  # noqa: S608 - names of ours, quoted
