"""Row-level security of tables and junctions, and the functions it stands on."""

from sayso.compiler.identifiers import quote, reference
from sayso.spec.index import Junction
from sayso.spec.model import Action, Entity

from . import ir, tables
from .literals import remark
from .matrix import MEMBER, SITE, Matrix, Ownership, either

_COMMAND = {
    Action.READ: "select",
    Action.CREATE: "insert",
    Action.UPDATE: "update",
    Action.DELETE: "delete",
}


def policies(matrix: Matrix, entity: Entity) -> tuple[ir.Policy, ...]:
    """One policy for each action that some role may take; what has none is denied."""
    return tuple(
        ir.Policy(
            quote(f"may_{action.value}"),
            command,
            alternatives,
            has_using=action is not Action.CREATE,
            has_check=action in {Action.CREATE, Action.UPDATE},
        )
        for action, command in _COMMAND.items()
        if (alternatives := matrix.allowed(entity.name, action))
    )


def own_function(matrix: Matrix, ownership: Ownership) -> ir.OwnFunction:
    """The ids of rows that belong to the acting member, seen past what the member may otherwise read."""
    names = matrix.names
    table = names.qualified(names.everything(ownership.entity))
    if not ownership.path:
        return ir.OwnFunction(
            names.qualified(ownership.function),
            "uuid",
            table,
            f"r.site_id = {SITE} and r.member_id = {MEMBER}",
            f"the {remark(ownership.entity)} that the acting member is",
        )
    first, *rest = ownership.path
    parent = names.index.parents(ownership.entity)[first].parent
    further = names.qualified(matrix.ownership_of(parent, tuple(rest)).function)
    return ir.OwnFunction(
        names.qualified(ownership.function),
        "setof uuid",
        table,
        f"r.site_id = {SITE} and r.{quote(reference(first))} in (select {further}())",
        f"the {remark(ownership.entity)} rows that belong to the acting member by {'.'.join(ownership.path)}",
    )


def link_table(matrix: Matrix, junction: Junction) -> ir.LinkTable:
    """A junction: read by who reads the left row, changed by who may update either row.

    A field list of either row counts too, under the name that the row has for the relation.
    """
    names = matrix.names
    left, right = names.junction_columns(junction)
    bare = names.junction(junction)
    from_left = names.qualified(_side_function(matrix, Action.UPDATE, junction.left, junction.name)[0])
    from_right = names.qualified(_side_function(matrix, Action.UPDATE, junction.right, junction.inverse)[0])
    readable = (
        f"exists (select from {names.qualified(names.table(junction.left))} l "
        f"where l.site_id = {quote(bare)}.site_id and l.id = {quote(bare)}.{left})"
    )
    if _is_limited(matrix, Action.READ, junction.left, junction.name):
        seen = names.qualified(_side_function(matrix, Action.READ, junction.left, junction.name)[0])
        readable = f"{seen}({left})"
    return ir.LinkTable(
        comment=remark(f"{junction.left} {junction.name}: which {junction.right} rows go with which"),
        element=junction.element,
        name=names.qualified(bare),
        bare=bare,
        everything=names.qualified(names.junction_everything(junction)),
        left=left,
        right=right,
        columns=tables.link_columns(names, junction),
        constraints=tables.link_constraints(names, junction),
        indexes=tables.link_indexes(names, junction),
        readable=readable,
        writable=f"({from_left}({left}) or {from_right}({right}))",
    )


def link_functions(matrix: Matrix) -> tuple[ir.OwnFunction, ...]:
    """What junctions ask about the rows on their sides, by name."""
    found: dict[str, ir.OwnFunction] = {}
    for junction in matrix.index.junctions:
        asked = [
            (Action.UPDATE, junction.left, junction.name),
            (Action.UPDATE, junction.right, junction.inverse),
        ]
        if _is_limited(matrix, Action.READ, junction.left, junction.name):
            asked.append((Action.READ, junction.left, junction.name))
        for action, entity, relation in asked:
            function = _link_function(matrix, action, entity, relation)
            found[function.name] = function
    return tuple(found[name] for name in sorted(found))


def _link_function(matrix: Matrix, action: Action, entity: str, relation: str) -> ir.OwnFunction:
    names = matrix.names
    name, allowed = _side_function(matrix, action, entity, relation)
    set_of = f"{relation} of " if _is_limited(matrix, action, entity, relation) else ""
    return ir.OwnFunction(
        names.qualified(name),
        "boolean",
        names.qualified(names.everything(entity)),
        f"r.site_id = {SITE} and r.id = row_id and {either(allowed)}",
        f"whether the acting member may {action.value} {remark(f'{set_of}this {entity}')}",
    )


def _side_function(matrix: Matrix, action: Action, entity: str, relation: str) -> tuple[str, tuple[str, ...]]:
    """The bare name of the function that allows the action, and its alternatives.

    Relations that whoever may act on the row may act on share one function.
    """
    listed = matrix.field_allowed(entity, action, relation, "r")
    if listed is None:
        return matrix.names.name(f"may_{action.value}", entity), matrix.allowed(entity, action, "r")
    return matrix.names.name(f"may_{action.value}", relation, "of", entity), listed


def _is_limited(matrix: Matrix, action: Action, entity: str, relation: str) -> bool:
    return matrix.field_allowed(entity, action, relation, "r") is not None
