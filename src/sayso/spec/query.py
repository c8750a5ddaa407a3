"""Queries: which rows of an entity, in which order, and what is measured of them.

The one place that says which types each operator and each measure takes; what a condition means of a value is
said by ``sayso.spec.predicates``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
    Report,
    SortBy,
)

MOST_VALUES = 500
UNORDERED = frozenset({FieldType.JSON, FieldType.MULTI_ENUM})
"""Types without a single value that rows could be put in the order of."""
_COMPARED = frozenset(FieldType) - UNORDERED
_LISTED = _COMPARED | {FieldType.MULTI_ENUM}
CLOCKED = frozenset(
    {Operator.TODAY, Operator.THIS_WEEK, Operator.THIS_MONTH, Operator.UPCOMING, Operator.PAST}
)
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
_HUNDREDTH = Decimal("0.01")

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
