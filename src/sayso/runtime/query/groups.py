"""Grouped measures: what statistics and reports have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import asyncpg

from sayso.kit.words import measured, sentence
from sayso.runtime.errors import MalformedError
from sayso.runtime.plan import CollectionPlan, ModulePlan
from sayso.runtime.query.filters import Conditions
from sayso.runtime.query.paths import Arguments, Paths
from sayso.runtime.values.body import did_you_mean
from sayso.spec.model import DAY_TYPES, PERIODS, FieldType, MeasureOp, Period
from sayso.spec.query import MEASURED, Aggregate, Query

MOST_MEASURES = 12
_WORDS = {
    MeasureOp.SUM: "Total",
    MeasureOp.AVG: "Average",
    MeasureOp.MIN: "Lowest",
    MeasureOp.MAX: "Highest",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure: its key in rows, its label, its type and its SQL."""

    key: str
    label: str
    type: FieldType
    sql: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """What rows are grouped by: SQL of the value and, where people see something else, of that."""

    key: str
    label: str
    type: FieldType
    value: str
    shown: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Grouped:
    """A statement that gives groups as ``v0 …``, what people see of some as ``s0 …``, figures as ``m0 …``."""

    sql: str
    arguments: Sequence[object]
    groupings: Sequence[Grouping]
    figures: Sequence[Figure]

    @property
    def columns(self) -> list[dict[str, str]]:
        """What the answer has of each group."""
        groups = [{"key": one.key, "label": one.label, "type": one.type} for one in self.groupings]
        return groups + [{"key": one.key, "label": one.label, "type": one.type} for one in self.figures]

    def figures_of(self, row: asyncpg.Record) -> dict[str, Any]:
        """The figures of a group under their keys."""
        return {figure.key: plain(row[f"m{n}"]) for n, figure in enumerate(self.figures)}


def read_measures(text: str) -> list[Aggregate]:
    """The measures of an address: ``count,sum:price``."""
    found = []
    for op, _, path in (part.partition(":") for part in text.split(",") if part):
        if op not in set(MeasureOp):
            raise MalformedError(f'There is no measure "{op[:40]}".{did_you_mean(op, list(MeasureOp))}')
        if not path and op != MeasureOp.COUNT:
            raise MalformedError(f'"{op}" needs a field, as in {op}:price.')
        found.append(Aggregate(MeasureOp(op), path))
    if not 1 <= len(found) <= MOST_MEASURES:
        raise MalformedError(f"Give 1 to {MOST_MEASURES} measures, as in measures=count,sum:price.")
    return found


class Groups:
    """Builds the statement of a grouped query."""

    def __init__(self, module: ModulePlan, entity: str, now: Callable[[], datetime]) -> None:
        self._module = module
        self._arguments = Arguments()
        self._paths = Paths(module, module.by_entity[entity])
        self._conditions = Conditions(module, self._paths, self._arguments, now)

    def build(self, query: Query, most: int, *, search: str = "", is_by_time: bool = False) -> Grouped:
        """At most this many groups: those with the highest first measure first, or in the order of time."""
        groupings = [self.grouping(name, query.date_field) for name in query.group_by]
        figures = [self.figure(one) for one in {one.key: one for one in query.measures}.values()]
        for condition in query.conditions:
            self._conditions.add(condition)
        if search:
            self._conditions.search(search)
        columns = [f"{grouping.value} as v{n}" for n, grouping in enumerate(groupings)]
        columns += [f"min({g.shown}) as s{n}" for n, g in enumerate(groupings) if g.shown]
        columns += [f"{figure.sql} as m{n}" for n, figure in enumerate(figures)]
        view = self._paths.plan.view
        sql = f"select {', '.join(columns)} from {view} t{self._paths.sql}{self._conditions.sql}"
        if groupings:
            days = [n for n, grouping in enumerate(groupings) if is_by_time and grouping.type in DAY_TYPES]
            order = f"v{days[0]}, m0 desc" if days else "m0 desc nulls last, v0"
            grouped = ", ".join(str(n + 1) for n in range(len(groupings)))
            sql = f"select * from ({sql} group by {grouped}) r order by {order} limit {most}"
        return Grouped(sql, self._arguments.values, groupings, figures)

    def figure(self, wanted: Aggregate) -> Figure:
        """``count``, or an aggregate of a value."""
        op = wanted.op
        if op is MeasureOp.COUNT:
            label = wanted.label or self._paths.plan.label_plural
            return Figure(wanted.key, label, FieldType.INTEGER, "count(*)")
        target = self._paths.target(wanted.path)
        if target.type not in MEASURED[op]:
            raise MalformedError(f"{target.column.label} cannot be measured by {op}.")
        kind, sql = target.type, f"{op}({target.sql})"
        if op is MeasureOp.AVG:
            kind = FieldType.MONEY if kind is FieldType.MONEY else FieldType.DECIMAL
            sql = f"round({sql}, 2)"
        if op is MeasureOp.SUM:
            sql = f"coalesce({sql}, 0)"
        return Figure(wanted.key, wanted.label or measured(_WORDS[op], target.column.label), kind, sql)

    def grouping(self, name: str, date_path: str | None = None) -> Grouping:
        """A field, a flow, a relation, a path, or a period of ``date_path``.

        Where a row has several choices it counts under each of them.
        """
        plan = self._paths.plan
        if name in PERIODS and name not in plan.columns and name not in plan.parents:
            return self._period(Period(name), date_path)
        *before, last = name.split(".")
        key = name.replace(".", "_")
        ids = ".".join([*before, f"{last}_id"])
        owner = self._owner(before)
        if last in owner.parents:
            return Grouping(
                key, sentence(last), FieldType.TEXT, self._paths.target(ids).sql, self._paths.target(name).sql
            )
        target = self._paths.target(name)
        if target.type is FieldType.JSON:
            raise MalformedError(f"{target.column.label} cannot be grouped by.")
        if target.type is FieldType.MULTI_ENUM:
            options, each = target.column.options, self._paths.choice(name)
            return Grouping(key, target.column.label, FieldType.ENUM, each, options=options)
        return Grouping(key, target.column.label, target.type, target.sql, options=target.column.options)

    def _owner(self, relations: Sequence[str]) -> CollectionPlan:
        plan = self._paths.plan
        for name in relations:
            link = plan.parents.get(name)
            if link is None:
                raise MalformedError(f'{plan.label} has no relation "{name[:60]}".')
            plan = self._module.by_entity[link.parent]
        return plan

    def _period(self, period: Period, date_path: str | None) -> Grouping:
        target = self._paths.target(date_path or self._paths.plan.default_date)
        if target.type not in DAY_TYPES:
            raise MalformedError(f"{target.column.label} is no date, so it has no {period.value}s.")
        value = target.sql
        if target.type is FieldType.DATETIME:
            value = f"({value} at time zone {self._arguments.add(str(self._module.time_zone))})"
        sql = f"date_trunc('{period.value}', {value})::date"
        return Grouping(period.value, sentence(period.value), FieldType.DATE, sql, period=period)


def plain(value: object) -> Any:
    """A value of the database as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)
    if value is None or isinstance(value, str | int | float | bool | list):
        return value
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat else str(value)
