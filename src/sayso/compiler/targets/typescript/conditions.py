"""Rules that the form can check while it is being filled."""

from sayso.spec.expressions import ExpressionError, RowScope, is_row_local, names, parse, to_typescript
from sayso.spec.index import SpecIndex
from sayso.spec.model import Entity

from .call_parser import read_calls
from .typescript_printer import Arrow, Call, Value


def rules_of(index: SpecIndex, entity: Entity) -> list[Value]:
    """Definitions of the rules that need nothing but the row; the database checks all of them anyway."""
    return [
        rule for rule in (_rule(index, entity, r.name, r.expression, r.message) for r in entity.rules) if rule
    ]


def _rule(
    index: SpecIndex, entity: Entity, name: str, expression: str, message: str
) -> dict[str, Value] | None:
    try:
        node = parse(expression)
    except ExpressionError:
        return None
    if not is_row_local(node, index, entity.name):
        return None
    condition = to_typescript(node, RowScope(index, entity.name))
    if "?." in condition:
        return None
    own = sorted(names(node).own)
    return {
        "name": name,
        "message": message,
        "fields": list(own),
        "check": Arrow("row", Call("expr.holds", (read_calls(condition),))),
    }
