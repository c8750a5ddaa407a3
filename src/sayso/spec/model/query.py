"""The parts of a query as documents hold them: conditions, orders, measures and periods.

What each of them means is said by ``sayso.spec.query``.
"""

from enum import StrEnum

from .base import Json, Model, ShortText, SnakeName


class Operator(StrEnum):
    """How a condition compares a value with what it gives."""

    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LTE = "lte"
    GT = "gt"
    GTE = "gte"
    IN = "in"
    CONTAINS = "contains"
    STARTS_WITH = "starts_with"
    IS_NULL = "is_null"
    HAS = "has"
    HAS_ANY = "has_any"
    BETWEEN = "between"
    TODAY = "today"
    THIS_WEEK = "this_week"
    THIS_MONTH = "this_month"
    UPCOMING = "upcoming"
    PAST = "past"


class FilterBy(Model):
    """A fixed condition on a field, state or relation."""

    field: SnakeName
    op: Operator
    value: Json = None


class SortBy(Model):
    """One sort key."""

    field: SnakeName
    descending: bool = False


class MeasureOp(StrEnum):
    """Aggregates."""

    COUNT = "count"
    SUM = "sum"
    AVG = "avg"
    MIN = "min"
    MAX = "max"


class Measure(Model):
    """An aggregate over a field or computed value; count needs none."""

    op: MeasureOp
    field: SnakeName | None = None
    label: ShortText | None = None


class Period(StrEnum):
    """Spans of time that rows can be grouped by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


PERIODS = frozenset(Period)
