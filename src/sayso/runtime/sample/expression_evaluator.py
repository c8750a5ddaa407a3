"""What the expressions of a spec give for sample rows that are not in any database yet."""

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from uuid import UUID

from sayso.spec.expressions import Aggregate, Node, NoOverlap, Path, parse
from sayso.spec.expressions.nodes import (
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
)
from sayso.spec.index import SpecIndex

Row = Mapping[str, Any]

_DEEPEST = 12
"""Computed values that need one another, below which nothing is known any more."""


@dataclass(frozen=True, slots=True)
class Months:
    """A duration of calendar months."""

    count: int


@dataclass(frozen=True, slots=True)
class _Place:
    """The row an expression speaks of, and the item where it stands within an aggregate."""

    entity: str
    row: Row
    item_entity: str = ""
    item: Row | None = None


class Reckoner:
    """Rows of all entities, and what is computed of them: missing values are none, as in a database.

    A row is its columns with its ``id``; what it belongs to stands under ``<name>_id``.
    """

    def __init__(self, index: SpecIndex, now: datetime, zone: tzinfo) -> None:
        self.index = index
        self.now = now.astimezone(zone)
        self._parsed: dict[str, Node] = {}
        self.rows: dict[str, dict[UUID, Row]] = defaultdict(dict)

    def parsed(self, expression: str) -> Node:
        """The expression, read once."""
        if expression not in self._parsed:
            self._parsed[expression] = parse(expression)
        return self._parsed[expression]

    def keep(self, entity: str, row: Row) -> None:
        """Let a row count from now on."""
        self.rows[entity][row["id"]] = row

    def forget(self, entity: str, row: Row) -> None:
        """Let a row count no longer."""
        self.rows[entity].pop(row["id"], None)

    def computed(self, entity: str, row: Row, name: str, depth: int = 0) -> Any:
        """A computed value of a row."""
        return self.value(
            _Place(entity, row), self.parsed(self.index.computed(entity)[name].expression), depth
        )

    def of(self, entity: str, row: Row, node: Node) -> Any:
        """What an expression gives for a row."""
        return self.value(_Place(entity, row), node, 0)

    def of_item(self, entity: str, row: Row, node: Node) -> Any:
        """What an expression within an aggregate gives for one of its rows."""
        return self.value(_Place("", {}, entity, row), node, 0)

    def items(self, entity: str, row: Row, relation: str) -> tuple[str, list[Row]]:
        """The rows behind a has_many name, and what they are."""
        link = self.index.children(entity).get(relation)
        if link is None:
            return "", []
        key = f"{link.name}_id"
        return link.child, [one for one in self.rows[link.child].values() if one.get(key) == row["id"]]

    def value(self, place: _Place, node: Node, depth: int) -> Any:  # noqa: C901, PLR0912 - one for each kind
        """What a node gives."""
        if depth > _DEEPEST:
            return None
        again: Callable[[Node], Any] = lambda inner: self.value(place, inner, depth)  # noqa: E731 - short
        match node:
            case Literal(value=value):
                return value
            case Path():
                return self._path(place, node, depth)
            case Negate(operand=operand):
                found = again(operand)
                return None if found is None else -found
            case Arithmetic(op=op, left=left, right=right):
                return _calculated(op, again(left), again(right))
            case Comparison(op=op, left=left, right=right):
                return _compared(op, again(left), again(right))
            case Membership(value=value, within=within, negated=negated):
                found = again(value)
                among = [again(one) for one in within] if isinstance(within, tuple) else again(within)
                return None if found is None or among is None else (found in among) != negated
            case NullCheck(value=value, negated=negated):
                return (again(value) is None) != negated
            case Logic(op=op, parts=parts):
                values = [again(one) for one in parts]
                decisive = op == "or"
                return decisive if decisive in values else None if None in values else not decisive
            case Not(operand=operand):
                found = again(operand)
                return None if found is None else not found
            case Choice(condition=condition, then=then, otherwise=otherwise):
                return again(then if again(condition) else otherwise)
            case Call(function=function, arguments=arguments):
                return self._called(function, [again(one) for one in arguments])
            case Aggregate():
                return self._aggregate(place, node, depth)
            case NoOverlap():
                return self._is_alone(place, node, depth)
        raise TypeError(node)

    def _path(self, place: _Place, path: Path, depth: int) -> Any:
        entity, row = place.entity, place.row
        if path.of_item:
            if place.item is None:
                return None
            entity, row = place.item_entity, place.item
        for name in path.names[:-1]:
            link = self.index.parents(entity).get(name)
            above = self.rows[link.parent].get(row.get(f"{name}_id")) if link else None  # type: ignore[arg-type]
            if link is None or above is None:
                return None
            entity, row = link.parent, above
        last = path.names[-1]
        if last in self.index.computed(entity):
            return self.computed(entity, row, last, depth + 1)
        found = row.get(last, row.get(f"{last}_id"))
        return float(found) if isinstance(found, Decimal) else found

    def _aggregate(self, place: _Place, node: Aggregate, depth: int) -> Any:
        child, items = self.items(place.entity, place.row, node.relation)
        places = [_Place(place.entity, place.row, child, item) for item in items]
        if node.when is not None:
            places = [one for one in places if self.value(one, node.when, depth + 1)]
        if node.op == "count":
            return len(places)
        if node.value is None:
            return None
        inner = node.value
        values = [v for one in places if (v := self.value(one, inner, depth + 1)) is not None]
        if node.op == "sum":
            return sum(values)
        if not values:
            return None
        return {
            "avg": lambda: sum(values) / len(values),
            "min": lambda: min(values),
            "max": lambda: max(values),
        }[node.op]()

    def _is_alone(self, place: _Place, node: NoOverlap, depth: int) -> bool | None:
        mine = self._span(place, node, depth)
        if mine is None:
            return None
        by = self.value(place, node.by, depth) if node.by else None
        for other in self.rows[place.entity].values():
            if other["id"] == place.row["id"]:
                continue
            theirs = self._span(_Place(place.entity, other), node, depth)
            same = node.by is None or self.value(_Place(place.entity, other), node.by, depth) == by
            if theirs is not None and same and mine[0] < theirs[1] and theirs[0] < mine[1]:
                return False
        return True

    def _span(self, place: _Place, node: NoOverlap, depth: int) -> tuple[Any, Any] | None:
        if node.when is not None and not self.value(place, node.when, depth):
            return None
        start, end = self.value(place, node.start, depth), self.value(place, node.end, depth)
        return None if start is None or end is None else (start, end)

    def _called(self, function: str, given: list[Any]) -> Any:
        if function == "now":
            return self.now
        if function == "today":
            return self.now.date()
        known = [one for one in given if one is not None]
        if function in {"coalesce", "least", "greatest", "concat"}:
            if function == "concat":
                return "".join(map(str, known))
            return (
                {"coalesce": lambda: known[0], "least": lambda: min(known), "greatest": lambda: max(known)}[
                    function
                ]()
                if known
                else None
            )
        return _FUNCTIONS[function](*given) if len(known) == len(given) else None


def leaves(node: Node, sign: int = 1) -> Iterator[tuple[Aggregate, int]]:
    """The aggregates that a sum is made of, each with 1 where it adds and -1 where it takes away."""
    match node:
        case Aggregate():
            yield node, sign
        case Negate(operand=operand):
            yield from leaves(operand, -sign)
        case Arithmetic(op=op, left=left, right=right):
            yield from leaves(left, sign)
            yield from leaves(right, -sign if op == "-" else sign)
        case Call(function="coalesce" | "round", arguments=arguments):
            yield from leaves(arguments[0], sign)
        case Choice(then=then, otherwise=otherwise):
            yield from leaves(then, sign)
            yield from leaves(otherwise, sign)
        case _:
            return


def _calculated(op: str, left: Any, right: Any) -> Any:
    if left is None or right is None:
        return None
    if isinstance(left, str) or isinstance(right, str):
        return f"{left}{right}"
    if isinstance(right, Months) or isinstance(left, Months):
        return _moved(left, right.count if op == "+" else -right.count) if isinstance(right, Months) else None
    if isinstance(left, date) and isinstance(right, date) and not isinstance(left, datetime):
        return (left - right).days
    if op in {"/", "//", "%"} and right == 0:
        return None
    return _OPERATIONS[op](left, right)


def _compared(op: str, left: Any, right: Any) -> bool | None:
    if left is None or right is None:
        return None
    return bool(_COMPARISONS[op](left, right))


def _moved(day: Any, months: int) -> Any:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def _years(start: date, end: date) -> int:
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value))


_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
}
_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "minutes": lambda n: timedelta(minutes=n),
    "hours": lambda n: timedelta(hours=n),
    "days": lambda n: timedelta(days=n),
    "weeks": lambda n: timedelta(weeks=n),
    "months": lambda n: Months(int(n)),
    "years": lambda n: Months(int(n) * 12),
    "minutes_between": lambda a, b: (b - a).total_seconds() / 60,
    "hours_between": lambda a, b: (b - a).total_seconds() / 3600,
    "days_between": lambda a, b: (_day(b) - _day(a)).days,
    "years_between": lambda a, b: _years(_day(a), _day(b)),
    "date": _day,
    "year": lambda x: x.year,
    "month": lambda x: x.month,
    "day": lambda x: x.day,
    "weekday": lambda x: x.isoweekday(),
    "lower": lambda x: str(x).lower(),
    "upper": lambda x: str(x).upper(),
    "trim": lambda x: str(x).strip(),
    "length": lambda x: len(str(x)),
    "round": lambda x, places=0: round(float(x), int(places)),
    "abs": abs,
}
