"""What adding, subtracting, multiplying and dividing values of certain types gives."""

from .values import (
    DATE,
    DATETIME,
    DECIMAL,
    DURATION,
    DURATIONS,
    INTEGER,
    MONEY,
    PERIOD,
    TEXT,
    TEXTS,
    TIME,
    Kind,
    ValueType,
    unified,
)


def arithmetic_type(op: str, left: ValueType, right: ValueType) -> ValueType | None:  # noqa: C901 - one answer for each case
    """The type of ``left op right``; none where they do not go together."""
    kinds = (left.kind, right.kind)
    if left.is_number and right.is_number:
        if op == "/" and MONEY not in (left, right):
            return DECIMAL
        if op == "/" and right == MONEY:
            return DECIMAL
        return unified(left, right)
    if op == "+" and set(kinds) <= TEXTS:
        return TEXT
    if op == "*" and (left.kind in DURATIONS and right.kind is Kind.INTEGER):
        return left
    if op not in {"+", "-"}:
        return None
    if set(kinds) <= DURATIONS:
        return PERIOD if kinds == (Kind.PERIOD, Kind.PERIOD) else DURATION
    if op == "+" and left.kind in DURATIONS and right.kind not in DURATIONS:
        return arithmetic_type(op, right, left)
    if right.kind in DURATIONS:
        if left.kind is Kind.DATE:
            return DATE if right.kind is Kind.PERIOD else None
        return {Kind.DATETIME: DATETIME, Kind.TIME: TIME}.get(left.kind)
    if op == "-":
        return {
            (Kind.DATE, Kind.DATE): INTEGER,
            (Kind.DATETIME, Kind.DATETIME): DURATION,
            (Kind.TIME, Kind.TIME): DURATION,
        }.get(kinds)
    return None
