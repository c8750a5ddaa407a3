"""Grouped measures: what statistics and reports have in common."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.kit.words import measured, sentence
from sayso.runtime.errors import MalformedError
from sayso.runtime.plan import CollectionPlan, ModulePlan
from sayso.runtime.query.paths import Arguments, Paths
from sayso.runtime.values.body import did_you_mean
from sayso.spec.model import DAY_TYPES, PERIODS, FieldType, MeasureOp, Period
from sayso.spec.query import MEASURED

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


class Groups:
    """Resolves measures and groupings of one entity."""

    def __init__(self, module: ModulePlan, paths: Paths, arguments: Arguments) -> None:
        self._module = module
        self._paths = paths
        self._arguments = arguments

    def figure(self, op: str, name: str | None, label: str | None = None) -> Figure:
        """``count``, or an aggregate of a value."""
        if op not in set(MeasureOp):
            raise MalformedError(f'There is no measure "{op[:40]}".{did_you_mean(op, list(MeasureOp))}')
        measure = MeasureOp(op)
        if measure is MeasureOp.COUNT:
            return Figure("count", label or self._paths.plan.label_plural, FieldType.INTEGER, "count(*)")
        if not name:
            raise MalformedError(f'"{op}" needs a field, as in {op}:price.')
        target = self._paths.target(name)
        if target.type not in MEASURED[measure]:
            raise MalformedError(f"{target.column.label} cannot be measured by {op}.")
        kind, sql = target.type, f"{measure.value}({target.sql})"
        if measure is MeasureOp.AVG:
            kind = FieldType.MONEY if kind is FieldType.MONEY else FieldType.DECIMAL
            sql = f"round({sql}, 2)"
        if measure is MeasureOp.SUM:
            sql = f"coalesce({sql}, 0)"
        words = label or measured(_WORDS[measure], target.column.label)
        return Figure(f"{op}_{name.replace('.', '_')}", words, kind, sql)

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
        target = self._paths.target(date_path or self.default_date())
        if target.type not in DAY_TYPES:
            raise MalformedError(f"{target.column.label} is no date, so it has no {period.value}s.")
        value = target.sql
        if target.type is FieldType.DATETIME:
            value = f"({value} at time zone {self._arguments.add(str(self._module.time_zone))})"
        sql = f"date_trunc('{period.value}', {value})::date"
        return Grouping(period.value, sentence(period.value), FieldType.DATE, sql, period=period)

    def default_date(self) -> str:
        """What a period refers to when nobody said: the first day or moment, else when the row was made."""
        fields = self._paths.plan.entity.fields
        return next((f.name for f in fields if f.type in DAY_TYPES), "created_at")
