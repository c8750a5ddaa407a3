"""Expressions worked out in Python, with the meaning that they have as SQL and as TypeScript.

What is missing stays missing: arithmetic, comparisons and functions of a missing value give None, division
by zero gives None, a count is never None and the sum of nothing is 0. Numbers are exact: whole ones are
``int``, others ``Decimal``.
"""

import math
import operator
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any, Protocol

from .intervals import Interval, completed_years, shifted
from .nodes import (
    Aggregate,
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Literal,
    Logic,
    Membership,
    Negate,
    Node,
    NoOverlap,
    Not,
    NullCheck,
    Path,
)

_DIGITS = 40
"""Digits of a quotient; PostgreSQL gives at least 16."""
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt,
    "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_CALCULATE: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


class EvaluationScope(Protocol):
    """A row whose expressions are worked out, with what it belongs to and what belongs to it."""

    @property
    def now(self) -> datetime:
        """The present moment, with an offset."""
        ...

    @property
    def zone(self) -> tzinfo:
        """The time zone whose calendar counts."""
        ...

    def value(self, names: tuple[str, ...]) -> Any:
        """The value that a path leads to; None where something on the way is missing."""
        ...

    def items(self, relation: str) -> "Iterable[EvaluationScope]":
        """The rows behind a has_many or many_to_many name."""
        ...

    def others(self) -> "Iterable[EvaluationScope]":
        """All other rows of the same entity."""
        ...


def evaluate(node: Node, scope: EvaluationScope, item: EvaluationScope | None = None) -> Any:
    """What ``node`` gives for a row; it must have passed ``infer`` without problems.

    ``item`` is needed for a part of an aggregate alone, whose paths start at one of its items.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        return _Evaluation(scope, item).of(node)


class _Evaluation:
    def __init__(self, row: EvaluationScope, item: EvaluationScope | None) -> None:
        self._row = row
        self._item = item

    def of(self, node: Node) -> Any:  # noqa: C901, PLR0912 - one case for each kind of node
        match node:
            case Literal():
                return _exact(node.value)
            case Path():
                scope = self._item if node.of_item and self._item else self._row
                return _exact(scope.value(node.names))
            case Negate():
                found = self.of(node.operand)
                return None if found is None else -found
            case Arithmetic():
                return self._arithmetic(node)
            case Comparison():
                left, right = self.of(node.left), self.of(node.right)
                return None if left is None or right is None else _COMPARE[node.op](left, right)
            case Membership():
                return _negated(self._membership(node)) if node.negated else self._membership(node)
            case NullCheck():
                return (self.of(node.value) is None) != node.negated
            case Logic():
                return _logic(node.op, [self.of(part) for part in node.parts])
            case Not():
                return _negated(self.of(node.operand))
            case Choice():
                return self.of(node.then if self.of(node.condition) else node.otherwise)
            case Call():
                return self._call(node.function, [self.of(one) for one in node.arguments])
            case Aggregate():
                return self._aggregate(node)
            case NoOverlap():
                return self._no_overlap(node)

    def _arithmetic(self, node: Arithmetic) -> Any:
        left, right = self.of(node.left), self.of(node.right)
        if left is None or right is None:
            return None
        if isinstance(right, Interval) and isinstance(left, date | time):
            return shifted(left, right if node.op == "+" else -right, self._row.zone)
        if isinstance(left, Interval) and isinstance(right, date | time):
            return shifted(right, left, self._row.zone)
        if isinstance(left, datetime | time):
            return Interval(exact=_between(right, left))
        if isinstance(left, date):
            return (left - right).days
        if node.op in _CALCULATE:
            return _CALCULATE[node.op](left, right)
        if right == 0:
            return None
        if node.op == "/":
            return Decimal(left) / Decimal(right)
        whole = math.floor(Fraction(left) / Fraction(right))
        return whole if node.op == "//" else left - right * whole

    def _membership(self, node: Membership) -> bool | None:
        value = self.of(node.value)
        if isinstance(node.within, tuple):
            among = [self.of(one) for one in node.within]
            return _logic("or", [None if None in (value, one) else value == one for one in among])
        within = self.of(node.within)
        return None if value is None or within is None else value in within

    def _aggregate(self, node: Aggregate) -> Any:
        places = [_Evaluation(self._row, item) for item in self._row.items(node.relation)]
        if node.when is not None:
            when = node.when
            places = [one for one in places if one.of(when)]
        if node.value is None:
            return len(places)
        value = node.value
        values = [found for one in places if (found := one.of(value)) is not None]
        match node.op:
            case "count":
                return len(values)
            case "sum":
                return sum(values)
            case "avg":
                return Decimal(sum(values)) / len(values) if values else None
            case "min":
                return min(values, default=None)
            case "max":
                return max(values, default=None)

    def _no_overlap(self, node: NoOverlap) -> bool:
        mine = self.span(node)
        theirs = (_Evaluation(one, None).span(node) for one in self._row.others())
        return mine is None or not any(
            one is not None and one[0] == mine[0] and one[1] < mine[2] and mine[1] < one[2] for one in theirs
        )

    def span(self, node: NoOverlap) -> tuple[Any, Any, Any] | None:
        """What rows are told apart by, start and end; none for a row that does not count."""
        if node.when is not None and not self.of(node.when):
            return None
        by = True if node.by is None else self.of(node.by)
        span = (by, self.of(node.start), self.of(node.end))
        return None if None in span else span

    def _call(self, name: str, given: list[Any]) -> Any:
        known = [value for value in given if value is not None]
        match name:
            case "now":
                return self._row.now
            case "today":
                return self._day(self._row.now)
            case "coalesce":
                return next(iter(known), None)
            case "least" | "greatest":
                return (min if name == "least" else max)(known, default=None)
            case "concat":
                return "".join(map(str, known))
        if len(known) < len(given):
            return None
        if name in {"date", "year", "month", "day", "weekday", "days_between", "years_between"}:
            return _of_days(name, [self._day(value) for value in given])
        return _FUNCTIONS[name](*given)

    def _day(self, value: datetime | date | str) -> date:
        if isinstance(value, datetime):
            return value.astimezone(self._row.zone).date()
        return value if isinstance(value, date) else date.fromisoformat(value)


def _exact(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


def _negated(value: bool | None) -> bool | None:
    return None if value is None else not value


def _logic(op: str, parts: Sequence[bool | None]) -> bool | None:
    decisive = op == "or"
    if any(part is decisive for part in parts):
        return decisive
    return None if None in parts else not decisive


def _of_days(name: str, days: list[date]) -> Any:
    first, last = days[0], days[-1]
    match name:
        case "date":
            return first
        case "weekday":
            return first.isoweekday()
        case "days_between":
            return (last - first).days
        case "years_between":
            return completed_years(first, last)
    return getattr(first, name)


def _between(start: datetime | time, end: datetime | time) -> timedelta:
    if isinstance(start, datetime) and isinstance(end, datetime):
        return end - start
    first, last = (_since_midnight(one) for one in (start, end))
    return last - first


def _since_midnight(value: datetime | time) -> timedelta:
    return timedelta(
        hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
    )


def _units_between(start: datetime | time, end: datetime | time, seconds: int) -> Decimal:
    return Decimal(_between(start, end) // timedelta(microseconds=1)) / (seconds * 1_000_000)


def _rounded(number: int | Decimal, places: int | None = None) -> int | Decimal:
    found = Decimal(number).quantize(Decimal(1).scaleb(-(places or 0)), ROUND_HALF_UP)
    return int(found) if places is None else found


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "minutes": lambda count: Interval(exact=timedelta(minutes=float(count))),
    "hours": lambda count: Interval(exact=timedelta(hours=float(count))),
    "days": lambda count: Interval(days=count),
    "weeks": lambda count: Interval(days=7 * count),
    "months": lambda count: Interval(months=count),
    "years": lambda count: Interval(months=12 * count),
    "minutes_between": lambda start, end: _units_between(start, end, 60),
    "hours_between": lambda start, end: _units_between(start, end, 3600),
    "lower": str.lower,
    "upper": str.upper,
    "trim": lambda text: text.strip(" "),
    "length": len,
    "round": _rounded,
    "abs": abs,
}
