"""Measures and groupings: what statistics and reports have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.description import DAYS, NUMBERS, Kind
from app.lists.paths import Arguments, Paths, like
from app.lists.spans import PERIODS
from app.problems import Malformed

_WORDS = {"sum": "Total", "avg": "Average", "min": "Lowest", "max": "Highest"}
_ORDERED = NUMBERS | DAYS | {Kind.TIME}


@dataclass(frozen=True)
class Figure:
    """A measure: its key in rows, its label, its kind and its SQL."""

    key: str
    label: str
    kind: Kind
    sql: str


@dataclass(frozen=True)
class Grouping:
    """What rows are grouped by: SQL of the value and, where people see something else, of that."""

    key: str
    label: str
    kind: Kind
    value: str
    shown: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    period: str | None = None


def _called(word: str, label: str) -> str:
    """Total amount; what is a total itself is called so."""
    if word.lower() in label.lower().split():
        return label
    words = (one if one[1:] != one[1:].lower() else one.lower() for one in label.split(" "))
    return f"{word} {' '.join(words)}"


def figure(paths: Paths, op: str, name: str | None, label: str | None = None) -> Figure:
    """`count`, or an aggregate of a value."""
    if op == "count":
        return Figure("count", label or paths.entity.label_plural, Kind.INTEGER, "count(*)")
    if op not in _WORDS:
        raise Malformed(f'There is no measure "{op[:40]}".{like(op, ["count", *_WORDS])}')
    if not name:
        raise Malformed(f'"{op}" needs a column, as in {op}:price.')
    target = paths.target(name)
    if target.kind not in (NUMBERS if op in {"sum", "avg"} else _ORDERED):
        raise Malformed(f"{target.column.label} cannot be measured by {op}.")
    kind, sql = target.kind, f"{op}({target.sql})"
    if op == "avg":
        kind = Kind.MONEY if kind is Kind.MONEY else Kind.DECIMAL
        sql = f"round({sql}, 2)"
    if op == "sum":
        sql = f"coalesce({sql}, 0)"
    words = label or _called(_WORDS[op], target.column.label)
    return Figure(f"{op}_{name.replace('.', '_')}", words, kind, sql)


def grouping(paths: Paths, arguments: Arguments, name: str, zone: str, dated: str = "") -> Grouping:
    """By a column, a state, a relation, a path, or a period of the column `dated`.

    Where a row has several choices it counts under each of them.
    """
    entity = paths.entity
    if name in PERIODS and name not in entity.columns and name not in entity.parents:
        return _period(paths, arguments, name, zone, dated or default_date(paths))
    *before, last = name.split(".")
    key = name.replace(".", "_")
    if last in paths.entity_at(tuple(before)).parents:
        shown = paths.target(name)
        ids = paths.target(f"{name}_id")
        return Grouping(key, last.replace("_", " ").capitalize(), Kind.TEXT, ids.sql, shown.sql)
    target = paths.target(name)
    column = target.column
    if target.kind is Kind.JSON:
        raise Malformed(f"{column.label} cannot be grouped by.")
    if target.kind is Kind.MULTI_ENUM:
        return Grouping(key, column.label, Kind.ENUM, paths.choice(name), options=column.options)
    return Grouping(key, column.label, target.kind, target.sql, options=column.options)


def default_date(paths: Paths) -> str:
    """What a period refers to when nobody said: the first day or moment, else when it was made."""
    columns = paths.entity.columns.items()
    stored = (name for name, one in columns if one.kind in DAYS and one.written)
    return next(stored, "created_at")


def _period(paths: Paths, arguments: Arguments, period: str, zone: str, dated: str) -> Grouping:
    target = paths.target(dated)
    value = target.sql
    if target.kind is Kind.DATETIME:
        value = f"({value} at time zone {arguments.add(zone)})"
    sql = f"date_trunc('{period}', {value})::date"
    return Grouping(period, period.capitalize(), Kind.DATE, sql, period=period)


def plain(value: object) -> Any:
    """A value of the database as JSON has it."""
    if isinstance(value, Decimal):
        is_whole = value == value.to_integral_value() and abs(value) < 2**53
        return int(value) if is_whole else float(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
