"""What a condition asks of a value: SQL and Python follow from the same ``Predicate``.

Missing values meet ``is_null``, ``ne`` and nothing else. Texts are looked into whatever their case, and
compared as they are written. A day stands for all of it, on the clock of the site: a moment ``eq`` a day
lies within it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from sayso.spec.model import DAY_TYPES, FieldType, Operator, Period
from sayso.spec.query import TYPES_OF, Condition, ConditionError

NAMED_SPANS: Mapping[Operator, Period] = {
    Operator.TODAY: Period.DAY,
    Operator.THIS_WEEK: Period.WEEK,
    Operator.THIS_MONTH: Period.MONTH,
}
LAST_YEAR = 9990
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Reader = Callable[[FieldType, str], Any]
"""Reads the text of a value of a type."""


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
    """Whether a value meets a predicate.

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
