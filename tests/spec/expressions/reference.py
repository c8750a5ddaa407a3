"""What expressions mean, spelled out once more as plainly as possible, to judge what databases answer."""

import math
import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sayso.spec.expressions import Node
from sayso.spec.expressions.nodes import (
    Aggregate,
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Literal,
    Logic,
    Membership,
    Negate,
    Not,
    NullCheck,
    Path,
)

from .shop import CUSTOMERS, LINES

Row = dict[str, Any]
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def value_of(node: Node, order: Row, item: Row | None = None) -> Any:  # noqa: C901, PLR0912 - one case each
    """The value of ``node`` for an order; numbers are exact fractions, None is missing."""

    def get(inner: Node) -> Any:
        return value_of(inner, order, item)

    match node:
        case Literal(value=value):
            return _exact(value)
        case Path(names=(name,), of_item=True):
            assert item is not None
            return _exact(item[name])
        case Path(names=(name,)):
            return _exact(order[name])
        case Path(names=(_, name)):
            return _exact(CUSTOMERS[order["customer"]][name]) if order["customer"] else None
        case Negate():
            return None if (found := get(node.operand)) is None else -found
        case Arithmetic():
            return _arithmetic(node.op, get(node.left), get(node.right))
        case Comparison():
            left, right = get(node.left), get(node.right)
            return None if left is None or right is None else _COMPARE[node.op](left, right)
        case Membership():
            return _negated(node.negated, _membership(node, get))
        case NullCheck():
            return (get(node.value) is None) != node.negated
        case Logic():
            return _logic(node.op, [get(part) for part in node.parts])
        case Not():
            return _negated(True, get(node.operand))
        case Choice():
            return get(node.then) if get(node.condition) else get(node.otherwise)
        case Aggregate():
            return _aggregate(node, order)
        case Call():
            return _call(node, [get(argument) for argument in node.arguments])
    raise AssertionError(node)


def _exact(value: Any) -> Any:
    return (
        Fraction(str(value))
        if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
        else value
    )


def _negated(negated: bool, value: bool | None) -> bool | None:
    return value if value is None or not negated else not value


def _arithmetic(op: str, left: Any, right: Any) -> Any:
    if left is None or right is None or (op in {"/", "//", "%"} and right == 0):
        return None
    if op == "//":
        return Fraction(math.floor(left / right))
    work = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "%": operator.mod}
    return work[op](left, right)


def _membership(node: Membership, get: Callable[[Node], Any]) -> bool | None:
    value = get(node.value)
    if isinstance(node.within, tuple):
        found = [get(element) for element in node.within]
        answers = [None if value is None or other is None else value == other for other in found]
        return _logic("or", answers)
    within = get(node.within)
    return None if value is None or within is None else value in within


def _logic(op: str, parts: list[bool | None]) -> bool | None:
    decisive = op == "or"
    if any(part is decisive for part in parts):
        return decisive
    return None if any(part is None for part in parts) else not decisive


def _aggregate(node: Aggregate, order: Row) -> Any:
    items = [i for i in LINES[order["id"]] if node.when is None or value_of(node.when, order, i)]
    if node.value is None:
        return Fraction(len(items))
    values = [v for i in items if (v := value_of(node.value, order, i)) is not None]
    if node.op == "count":
        return Fraction(len(values))
    if node.op == "sum":
        return sum(values, Fraction(0))
    if not values:
        return None
    return {"min": min, "max": max, "avg": lambda v: sum(v) / len(v)}[node.op](values)  # type: ignore[operator]


def _call(node: Call, given: list[Any]) -> Any:
    known = [value for value in given if value is not None]
    match node.function:
        case "coalesce":
            return next(iter(known), None)
        case "least" | "greatest":
            return (min if node.function == "least" else max)(known, default=None)
        case "concat":
            return "".join(str(value) for value in known)
    first = given[0]
    if first is None:
        return None
    match node.function:
        case "abs":
            return abs(first)
        case "round":
            places = int(given[1]) if len(given) > 1 else 0
            whole = Fraction(math.floor(abs(first) * 10**places + Fraction(1, 2)), 10**places)
            return -whole if first < 0 else whole
        case "length":
            return Fraction(len(first))
        case "trim":
            return first.strip(" ")
        case "lower" | "upper":
            return getattr(first, node.function)()
    raise AssertionError(node)
