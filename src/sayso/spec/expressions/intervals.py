"""Durations of calendar months, calendar days and exact time, as PostgreSQL's ``interval`` has them."""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import total_ordering

_DAYS_OF_A_MONTH = 30
"""How many days a month counts where durations are compared: ``months(1) > days(29)``."""


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Interval:
    """A duration; two are equal when a month of 30 days of 24 hours makes them so."""

    months: int = 0
    days: int = 0
    exact: timedelta = timedelta()

    @property
    def length(self) -> timedelta:
        """What it is compared by."""
        return timedelta(days=self.months * _DAYS_OF_A_MONTH + self.days) + self.exact

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Interval) and self.length == other.length

    def __lt__(self, other: "Interval") -> bool:
        return self.length < other.length

    def __hash__(self) -> int:
        return hash(self.length)

    def __neg__(self) -> "Interval":
        return self * -1

    def __mul__(self, count: int) -> "Interval":
        return Interval(self.months * count, self.days * count, self.exact * count)

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.months + other.months, self.days + other.days, self.exact + other.exact)

    def __sub__(self, other: "Interval") -> "Interval":
        return self + -other


def shifted(moment: date | time, by: Interval, zone: tzinfo) -> date | time:
    """A date, datetime or time of day moved by a duration; calendar days of a datetime are those of a zone.

    Months come first and end at the last day of a shorter month, then days, then exact time. A time of day
    goes round after midnight and knows no days.
    """
    if isinstance(moment, time):
        return (datetime.combine(date.min.replace(year=2000), moment) + by.exact).time()
    if not isinstance(moment, datetime):
        return _moved(moment, by)
    if not (by.months or by.days):
        return moment + by.exact
    local = moment.astimezone(zone).replace(tzinfo=None)
    return _in_zone(datetime.combine(_moved(local.date(), by), local.time()) + by.exact, zone)


def _moved(day: date, by: Interval) -> date:
    years, month = divmod(day.month - 1 + by.months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last)) + timedelta(days=by.days)


def _in_zone(local: datetime, zone: tzinfo) -> datetime:
    """The moment of a local time, as PostgreSQL finds it where clocks change.

    A time that is left out counts by the offset before the change, one that comes twice by that after it.
    https://www.postgresql.org/docs/current/datetime-invalid-input.html
    """
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    before, after = first.utcoffset(), second.utcoffset()
    is_left_out = before is not None and after is not None and before < after
    return (first if is_left_out else second).astimezone(UTC)


def completed_years(first: date, last: date) -> int:
    """Years from one day to another, such as an age; negative where the other is earlier."""
    if last < first:
        return -completed_years(last, first)
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))
