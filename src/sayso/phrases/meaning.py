"""What words come down to: conditions, stretches of time, measures, groups, orders, and values of records."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .formats import Format

Op = Literal["eq", "ne", "in", "lt", "lte", "gt", "gte", "contains", "is_null", "past", "upcoming"]
Unit = Literal["day", "week", "month", "quarter", "year"]
MeasureName = Literal["count", "sum", "avg", "min", "max"]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Frozen):
    """Only rows of which this holds; ``words`` say it to a person, as in “status is open”."""

    field: str
    op: Op = "eq"
    value: bool | int | float | str | tuple[str, ...] = True
    words: str
    lead: str = ""
    """The word that stands before the name of the rows, as in “overdue invoices”."""


class Span(_Frozen):
    """A stretch of days, said relative to today or by its ends; ``last`` belongs to it.

    ``this`` is the unit that today lies in, ``last`` and ``next`` the ``count`` whole units before and after,
    ``rolling`` and ``coming`` the ``count`` units up to and from today, ``fixed`` lies between two days.
    """

    kind: Literal["this", "last", "next", "rolling", "coming", "fixed"]
    unit: Unit = "day"
    count: int = Field(default=1, ge=1, le=3660)
    back: int = Field(default=0, ge=0, le=10)
    """How many times its own length it is moved back."""
    first: str = ""
    last: str = ""
    words: str = ""


class Measure(_Frozen):
    """What is worked out: ``field`` is a path such as ``total`` or ``service.price``."""

    op: MeasureName = "count"
    field: str = ""
    label: str = ""
    format: Format = Format.NUMBER


class Group(_Frozen):
    """What rows are grouped by: a field or a relation; or, with ``period``, the date in ``field``."""

    field: str
    label: str
    period: Unit | None = None
    is_moment: bool = False


class Sort(_Frozen):
    """The order of rows, or of groups where ``field`` is empty."""

    field: str = ""
    descending: bool = True


class Path(_Frozen):
    """Where a value of a record stands: ``path`` is in words of JMESPath, or a column, and ``kind`` how it is
    read."""

    key: str
    path: str
    label: str
    kind: Literal["text", "number", "money", "percent", "date", "datetime", "link", "flag"] = "text"
    day_first: bool = True
