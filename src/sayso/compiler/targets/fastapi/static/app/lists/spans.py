"""Spans of time on the site's clock: today, this week, a month; the end is not part of a span."""

from datetime import date, datetime, time, timedelta, tzinfo

from app.description import Kind
from app.values.read import Unreadable

PERIODS = ("day", "week", "month", "quarter", "year")
NAMED = {"today": "day", "this_week": "week", "this_month": "month"}


def span_of(period: str, day: date) -> tuple[date, date]:
    """The day, week (from Monday), month, quarter or year of `day`: its first day, and the next's."""
    if period == "day":
        return day, day + timedelta(days=1)
    if period == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=7)
    if period == "year":
        return day.replace(month=1, day=1), day.replace(year=day.year + 1, month=1, day=1)
    months = 1 if period == "month" else 3
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    after = first.replace(day=28) + timedelta(days=months * 31 - 25)
    return first, after.replace(day=1)


def bound(kind: Kind, day: date, zone: tzinfo) -> date | datetime:
    """A day as a bound for values of a kind: itself, or its midnight on the site's clock."""
    if kind is not Kind.DATETIME:
        return day
    try:
        return datetime.combine(day, time(), zone)
    except (OverflowError, ValueError) as error:
        raise Unreadable("is a day too far away.") from error
