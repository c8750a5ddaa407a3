"""Row-level security of tables and junctions, and the functions it stands on."""

from sayso.compiler.naming import ModuleNames, quote, reference
from sayso.spec.index import Junction
from sayso.spec.model import Action, Entity

from . import ir
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
    """A junction: read by who reads the left row, changed by who may update either row."""
    names = matrix.names
    left, right = names.junction_columns(junction)
    bare = names.junction(junction)
    sides = {side: names.qualified(may_update(names, side)) for side in (junction.left, junction.right)}
    return ir.LinkTable(
        comment=remark(f"{junction.left} {junction.name}: which {junction.right} rows go with which"),
        name=names.qualified(bare),
        bare=bare,
        everything=names.qualified(names.junction_everything(junction)),
        left=left,
        right=right,
        left_table=names.qualified(names.table(junction.left)),
        right_table=names.qualified(names.table(junction.right)),
        readable=f"exists (select from {names.qualified(names.table(junction.left))} l "
        f"where l.site_id = {quote(bare)}.site_id and l.id = {quote(bare)}.{left})",
        writable=f"({sides[junction.left]}({left}) or {sides[junction.right]}({right}))",
    )


def may_update(names: ModuleNames, entity: str) -> str:
    """The name of the function that tells whether the acting member may update a row of ``entity``."""
    return names.name("may_update", entity)


def update_function(matrix: Matrix, entity: str) -> ir.OwnFunction:
    """Whether the acting member may update the row; junctions ask it about both of their sides."""
    names = matrix.names
    return ir.OwnFunction(
        names.qualified(may_update(names, entity)),
        "boolean",
        names.qualified(names.everything(entity)),
        f"r.site_id = {SITE} and r.id = row_id and {either(matrix.allowed(entity, Action.UPDATE, 'r'))}",
        f"whether the acting member may update this {remark(entity)}",
    )
