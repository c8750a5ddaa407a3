"""Queries: which rows of an entity, in which order, and what is measured of them.

The one place that says what each operator takes and means; SQL and Python follow from the same ``Predicate``.

Missing values meet ``is_null``, ``ne`` and nothing else. Texts are looked into whatever their case, and
compared as they are written. A day stands for all of it, on the clock of the site: a moment ``eq`` a day
lies within it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any, TypeVar

from sayso.spec.model import (
    DAY_TYPES,
    NUMBER_TYPES,
    TEXT_TYPES,
    FieldType,
    FilterBy,
    Json,
    Measure,
    MeasureOp,
    Operator,
    Period,
    Report,
    SortBy,
)

MOST_VALUES = 500
LAST_YEAR = 9990
UNORDERED = frozenset({FieldType.JSON, FieldType.MULTI_ENUM})
"""Types without a single value that rows could be put in the order of."""
_COMPARED = frozenset(FieldType) - UNORDERED
_LISTED = _COMPARED | {FieldType.MULTI_ENUM}
NAMED_SPANS: Mapping[Operator, Period] = {
    Operator.TODAY: Period.DAY,
    Operator.THIS_WEEK: Period.WEEK,
    Operator.THIS_MONTH: Period.MONTH,
}
CLOCKED = frozenset({*NAMED_SPANS, Operator.UPCOMING, Operator.PAST})
"""Operators whose meaning moves with the clock; they take no value."""

TYPES_OF: Mapping[Operator, frozenset[FieldType]] = {
    **dict.fromkeys((Operator.EQ, Operator.HAS, Operator.IN, Operator.HAS_ANY), _LISTED),
    **dict.fromkeys((Operator.NE, Operator.LT, Operator.LTE, Operator.GT, Operator.GTE), _COMPARED),
    Operator.BETWEEN: _COMPARED,
    Operator.CONTAINS: TEXT_TYPES | {FieldType.MULTI_ENUM},
    Operator.STARTS_WITH: TEXT_TYPES,
    Operator.IS_NULL: frozenset(FieldType),
    **dict.fromkeys(CLOCKED, DAY_TYPES),
}
"""The types of values that each operator can be asked of."""
OF_SETS = frozenset(
    {Operator.EQ, Operator.IN, Operator.HAS, Operator.HAS_ANY, Operator.CONTAINS, Operator.IS_NULL}
)
"""What can be asked of a many_to_many relation."""
SYMBOLS: Mapping[str, Operator] = {
    "=": Operator.EQ,
    "!=": Operator.NE,
    "<": Operator.LT,
    "<=": Operator.LTE,
    ">": Operator.GT,
    ">=": Operator.GTE,
}
MEASURED: Mapping[MeasureOp, frozenset[FieldType]] = {
    MeasureOp.COUNT: frozenset(FieldType),
    **dict.fromkeys((MeasureOp.SUM, MeasureOp.AVG), NUMBER_TYPES),
    **dict.fromkeys((MeasureOp.MIN, MeasureOp.MAX), NUMBER_TYPES | DAY_TYPES | {FieldType.TIME}),
}
"""The types of values that each aggregate can be made of."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HUNDREDTH = Decimal("0.01")

Reader = Callable[[FieldType, str], Any]
"""Reads the text of a value of a type."""
_Row = TypeVar("_Row")


class ConditionError(ValueError):
    """A condition that cannot be asked of a value; the text completes the label of that value."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as addresses write it: several values are separated by commas."""

    path: str
    op: Operator
    value: str = ""

    @classmethod
    def of(cls, fixed: FilterBy) -> "Condition":
        """A condition of a document."""
        return cls(fixed.field, fixed.op, written(fixed.value))

    @property
    def parts(self) -> list[str]:
        """Its values.

        Raises:
            ConditionError: where there are too many.
        """
        parts = [part.strip() for part in self.value.split(",")]
        if len(parts) > MOST_VALUES:
            raise ConditionError(f"is compared with more than {MOST_VALUES} values.")
        return parts


def written(value: Json) -> str:
    """A value of a document as an address writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(written(item) for item in value)
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Order:
    """A sort key as addresses write it: ``-starts_at``, ``client.name``."""

    path: str
    descending: bool = False

    @classmethod
    def of(cls, key: SortBy) -> "Order":
        """A sort key of a document."""
        return cls(key.field, key.descending)

    def __str__(self) -> str:
        return f"{'-' if self.descending else ''}{self.path}"


def read_order(text: str) -> list[Order]:
    """The sort keys of an address, at most six."""
    return [Order(part.lstrip("+-").strip(), part.startswith("-")) for part in text.split(",")[:6]]


def in_order(rows: Iterable[_Row], order: Sequence[Order], value: Callable[[_Row, str], Any]) -> list[_Row]:
    """Rows in an order; missing values come last in both directions."""
    found = list(rows)
    for key in reversed(order):
        known = [row for row in found if value(row, key.path) is not None]
        missing = [row for row in found if value(row, key.path) is None]
        known.sort(key=lambda row: value(row, key.path), reverse=key.descending)
        found = known + missing
    return found


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A measure as addresses write it: ``count``, ``sum:service.price``."""

    op: MeasureOp
    path: str = ""
    label: str | None = None

    @classmethod
    def of(cls, measure: Measure) -> "Aggregate":
        """A measure of a document."""
        return cls(measure.op, measure.field or "", measure.label)

    @property
    def key(self) -> str:
        """Its name in answers."""
        return "count" if self.op is MeasureOp.COUNT else f"{self.op}_{self.path.replace('.', '_')}"


@dataclass(frozen=True, slots=True)
class Query:
    """Groups of the rows that meet all conditions, and what is measured of each; all rows are one group
    without ``group_by``.

    ``group_by`` are paths or periods, and periods cut ``date_field``.
    """

    entity: str
    conditions: Sequence[Condition] = ()
    measures: Sequence[Aggregate] = (Aggregate(MeasureOp.COUNT),)
    group_by: Sequence[str] = ()
    date_field: str | None = None

    @classmethod
    def of(cls, report: Report) -> "Query":
        """What a report asks for."""
        return cls(
            report.entity,
            [Condition.of(fixed) for fixed in report.filters],
            [Aggregate.of(one) for one in report.measures],
            report.group_by,
            report.date_field,
        )


def aggregate(op: MeasureOp, values: Sequence[Any]) -> Any:
    """An aggregate of values, of which none is missing; none where there is nothing to make it of."""
    match op:
        case MeasureOp.COUNT:
            return len(values)
        case MeasureOp.SUM:
            return sum(values)
        case _ if not values:
            return None
        case MeasureOp.AVG:
            return (sum(map(Decimal, values), Decimal()) / len(values)).quantize(_HUNDREDTH)
        case MeasureOp.MIN:
            return min(values)
        case MeasureOp.MAX:
            return max(values)


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment that spans of time are counted from, and the zone of the site."""

    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        """The day it is there."""
        return self.now.astimezone(self.zone).date()

    def bound(self, kind: FieldType, day: date) -> date | datetime:
        """A day as a bound for values of a type: itself, or its midnight.

        Raises:
            ConditionError: where it has none.
        """
        if kind is not FieldType.DATETIME:
            return day
        try:
            return datetime.combine(day, time(), self.zone)
        except (OverflowError, ValueError) as error:
            raise ConditionError("is compared with a day too far away.") from error


def span_of(period: Period, day: date) -> tuple[date, date]:
    """The day, week (from Monday), month, quarter or year of a day: its first day, and that of the next."""
    if period is Period.DAY:
        return day, day + timedelta(days=1)
    if period is Period.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=7)
    if period is Period.YEAR:
        return day.replace(month=1, day=1), day.replace(year=day.year + 1, month=1, day=1)
    months = 1 if period is Period.MONTH else 3
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    return first, (first.replace(day=28) + timedelta(days=months * 31 - 25)).replace(day=1)


@dataclass(frozen=True, slots=True)
class Missing:
    """Whether there is no value."""

    is_missing: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One of ``eq ne lt lte gt gte`` with a value."""

    op: Operator
    value: Any


@dataclass(frozen=True, slots=True)
class Within:
    """From the first value up to the last, which belongs to it only where it ``is_closed``; or outside."""

    first: Any
    last: Any
    is_closed: bool = False
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Reads:
    """A text that has this part, or begins with it."""

    part: str
    is_start: bool


@dataclass(frozen=True, slots=True)
class Among:
    """One of these values; of a list of choices, that it has one of them."""

    values: list[Any]
    is_list: bool = False


Predicate = Missing | Compared | Within | Reads | Among


def predicate_of(condition: Condition, kind: FieldType, read: Reader, clock: Clock) -> Predicate:
    """What a condition asks of a value of a type.

    Raises:
        ConditionError: where it cannot be asked of this type, or not with this value.
    """
    op, text = condition.op, condition.value
    if kind not in TYPES_OF[op]:
        raise ConditionError(f"cannot be filtered by {op}.")
    match op:
        case Operator.IS_NULL:
            return Missing(read(FieldType.BOOLEAN, text or "true"))
        case Operator.TODAY | Operator.THIS_WEEK | Operator.THIS_MONTH:
            return _days(kind, *span_of(NAMED_SPANS[op], clock.today), clock)
        case Operator.UPCOMING | Operator.PAST:
            moment = clock.today if kind is FieldType.DATE else clock.now
            return Compared(Operator.GTE if op is Operator.UPCOMING else Operator.LT, moment)
        case Operator.BETWEEN:
            return _between(condition.parts, kind, read, clock)
        case _ if kind is FieldType.MULTI_ENUM:
            several = op in {Operator.IN, Operator.HAS_ANY}
            return Among(condition.parts if several else [text], is_list=True)
        case Operator.CONTAINS | Operator.STARTS_WITH:
            return Reads(text, op is Operator.STARTS_WITH)
        case Operator.IN | Operator.HAS_ANY:
            return Among([read(kind, part) for part in condition.parts])
    compared = Operator.EQ if op is Operator.HAS else op
    if kind is FieldType.DATETIME and _DAY.fullmatch(text):
        return _on_day(compared, _day(text, read), clock)
    return Compared(compared, read(kind, text))


def meets(value: Any, predicate: Predicate) -> bool:
    """Whether a value meets a test.

    Raises:
        TypeError: where it is of another type than what it is compared with.
    """
    match predicate:
        case Missing(is_missing):
            return (value is None) == is_missing
        case Compared(Operator.NE, other):
            return value is None or bool(value != other)
        case Within(first, last, is_outside=True):
            return value is None or not first <= value < last
    if value is None:
        return False
    match predicate:
        case Compared(op, other):
            return _COMPARISONS[op](value, other)
        case Within(first, last, is_closed):
            return bool(first <= value <= last if is_closed else first <= value < last)
        case Reads(part, is_start):
            text = str(value).lower()
            return text.startswith(part.lower()) if is_start else part.lower() in text
        case Among(values, is_list):
            return not set(values).isdisjoint(value) if is_list else value in values


_COMPARISONS: Mapping[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQ: lambda one, other: bool(one == other),
    Operator.LT: lambda one, other: bool(one < other),
    Operator.LTE: lambda one, other: bool(one <= other),
    Operator.GT: lambda one, other: bool(one > other),
    Operator.GTE: lambda one, other: bool(one >= other),
}


def _between(ends: Sequence[str], kind: FieldType, read: Reader, clock: Clock) -> Within:
    if len(ends) != 2:
        raise ConditionError("is between two values, separated by a comma.")
    if kind in DAY_TYPES and all(_DAY.fullmatch(end) for end in ends):
        first, last = (_day(end, read) for end in ends)
        return _days(kind, first, last + timedelta(days=1), clock)
    low, high = (read(kind, end) for end in ends)
    return Within(low, high, is_closed=True)


def _on_day(op: Operator, day: date, clock: Clock) -> Predicate:
    """A moment compared with a day: the whole day counts."""
    after = day + timedelta(days=1)
    if op in {Operator.EQ, Operator.NE}:
        first, last = (clock.bound(FieldType.DATETIME, one) for one in (day, after))
        return Within(first, last, is_outside=op is Operator.NE)
    start = clock.bound(FieldType.DATETIME, day if op in {Operator.LT, Operator.GTE} else after)
    return Compared(Operator.LT if op in {Operator.LT, Operator.LTE} else Operator.GTE, start)


def _days(kind: FieldType, first: date, after: date, clock: Clock) -> Within:
    return Within(clock.bound(kind, first), clock.bound(kind, after))


def _day(text: str, read: Reader) -> date:
    day: date = read(FieldType.DATE, text)
    if day.year > LAST_YEAR:
        raise ConditionError("is compared with a day too far away.")
    return day
