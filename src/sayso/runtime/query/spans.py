"""Spans of time on the site's clock: today, this week, a day, a month; the end is not part of a span."""

from datetime import date, datetime, time, timedelta, tzinfo

from sayso.runtime.values.readers import UnreadableError
from sayso.spec.model import FieldType, Period

NAMED = ("today", "this_week", "this_month")
SIDES_OF_NOW = ("upcoming", "past")
CLOCKED = frozenset({*NAMED, *SIDES_OF_NOW})
"""Operators whose meaning moves with the clock."""


def named_span(name: str, today: date) -> tuple[date, date]:
    """First day, and the day after the last."""
    if name == "today":
        return today, today + timedelta(days=1)
    if name == "this_week":
        return span_of(Period.WEEK, today)
    return span_of(Period.MONTH, today)


def span_of(period: Period, day: date) -> tuple[date, date]:
    """The day, week (from Monday), month, quarter or year that ``day`` lies in."""
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


def bound(kind: FieldType, day: date, zone: tzinfo) -> date | datetime:
    """A day as a bound for values of ``kind``: itself, or its midnight on the site's clock."""
    if kind is not FieldType.DATETIME:
        return day
    try:
        return datetime.combine(day, time(), zone)
    except (OverflowError, ValueError) as error:
        raise UnreadableError("is a day too far away.") from error
