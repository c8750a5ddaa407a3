"""The type each function gives for the types it is given."""

import re
from collections.abc import Callable
from datetime import date

from .functions import CALENDAR_DURATIONS, DURATIONS, FUNCTIONS
from .nodes import Call, Literal
from .values import (
    DATE,
    DATETIME,
    DECIMAL,
    DURATION,
    INTEGER,
    ORDERED,
    PERIOD,
    TEXT,
    TEXTS,
    UNKNOWN,
    Kind,
    ValueType,
    unified,
)

Report = Callable[[str, str, str], ValueType]

_DATES = frozenset({Kind.DATE, Kind.DATETIME})
_JOINABLE = TEXTS | {Kind.INTEGER, Kind.DATE}


def type_of_call(node: Call, given: tuple[ValueType, ...], report: Report) -> ValueType:  # noqa: C901, PLR0912 - one branch for each family of functions
    """The type of a call; reports arguments that do not fit. One branch for each family of functions."""
    name = node.function

    def refuse(found: ValueType, wanted: str) -> ValueType:
        return report(
            "type-mismatch",
            f"{name}() needs {wanted}, not {found.kind.value}.",
            f"Write {FUNCTIONS[name].usage}.",
        )

    missing = next((g for g in given if g.kind is Kind.MISSING), None)
    if missing is not None and name != "coalesce":
        return refuse(missing, "values")

    def first_outside(kinds: frozenset[Kind]) -> ValueType | None:
        return next((g for g in given if g.kind not in kinds and not g.is_open), None)

    if name in {"today", "now"}:
        return DATE if name == "today" else DATETIME
    if name in DURATIONS:
        wanted = (
            frozenset({Kind.INTEGER})
            if name in CALENDAR_DURATIONS
            else frozenset({Kind.INTEGER, Kind.DECIMAL})
        )
        wrong = first_outside(wanted)
        if wrong is not None:
            return refuse(wrong, "a whole number" if name in CALENDAR_DURATIONS else "a number")
        return PERIOD if name in CALENDAR_DURATIONS else DURATION
    if name in {"days_between", "years_between"}:
        wrong = first_outside(_DATES)
        return INTEGER if wrong is None else refuse(wrong, "dates")
    if name in {"hours_between", "minutes_between"}:
        wrong = first_outside(frozenset({Kind.DATETIME, Kind.TIME}))
        if wrong is not None:
            return refuse(wrong, "dates with a time, or times")
        if not given[0].is_open and not given[1].is_open and given[0].kind is not given[1].kind:
            return refuse(given[1], given[0].kind.value)
        return DECIMAL
    if name == "date":
        return _type_of_date(node, given[0], report)
    if name in {"year", "month", "day", "weekday"}:
        wrong = first_outside(_DATES)
        return INTEGER if wrong is None else refuse(wrong, "a date")
    if name in {"lower", "upper", "trim", "length"}:
        wrong = first_outside(TEXTS)
        if wrong is not None:
            return refuse(wrong, "a text")
        return INTEGER if name == "length" else TEXT
    if name == "concat":
        wrong = first_outside(_JOINABLE)
        return TEXT if wrong is None else refuse(wrong, "texts, whole numbers or dates")
    if name in {"abs", "round"}:
        return _type_of_rounding(node, given, refuse)
    return _type_of_selection(name, given, refuse)


def _type_of_date(node: Call, given: ValueType, report: Report) -> ValueType:
    literal = node.arguments[0]
    if isinstance(literal, Literal) and isinstance(literal.value, str):
        if iso_date(literal.value) is None:
            return report("wrong-argument", f"“{literal.value}” is not a date.", 'Write date("2026-01-31").')
        return DATE
    if given.kind in _DATES or given.is_open:
        return DATE
    return report("type-mismatch", f"date() needs a date with a time, not {given.kind.value}.", "")


def _type_of_rounding(
    node: Call, given: tuple[ValueType, ...], refuse: Callable[[ValueType, str], ValueType]
) -> ValueType:
    if not (given[0].is_number or given[0].is_open):
        return refuse(given[0], "a number")
    if len(given) == 1:
        return INTEGER if node.function == "round" else given[0]
    places = node.arguments[1]
    if not (isinstance(places, Literal) and type(places.value) is int and 0 <= places.value <= 10):
        return refuse(given[1], "the number of places, 0 to 10, written out")
    return DECIMAL if given[0].kind is Kind.INTEGER else given[0]


def _type_of_selection(
    name: str, given: tuple[ValueType, ...], refuse: Callable[[ValueType, str], ValueType]
) -> ValueType:
    found = given[0]
    for other in given[1:]:
        shared = unified(found, other)
        if shared is None:
            return refuse(other, f"values of one type, here {found.kind.value}")
        found = shared
    if name in {"least", "greatest"} and not found.is_open and found.kind not in ORDERED:
        return refuse(found, "numbers, dates or times")
    return UNKNOWN if Kind.UNKNOWN in {g.kind for g in given} else found


def iso_date(text: str) -> date | None:
    """The date that a text such as ``2026-01-31`` says."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
    except ValueError:
        return None
