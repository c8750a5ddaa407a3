"""What is to be seen on a page that shows sample rows: which of them, in which words, and which figures."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sayso.kit.words import sentence
from sayso.preview.rows import Sample, plan_of, rows_of
from sayso.runtime.values.readers import reader_of
from sayso.runtime.values.text import address_reader_of
from sayso.spec.index import SpecIndex
from sayso.spec.model import (
    DAY_TYPES,
    PERIODS,
    AppSpec,
    FieldType,
    FilterBy,
    MeasureOp,
    Period,
    Report,
    SortBy,
    Stat,
)
from sayso.spec.predicates import Clock, meets, predicate_of, span_of
from sayso.spec.query import Condition, Order, aggregate, in_order

_UNSEEN = frozenset({FieldType.IMAGE, FieldType.FILE, FieldType.LONG_TEXT, FieldType.JSON})

Row = dict[str, Any]


class Seen:
    """The sample rows of an application as its pages show them on a day."""

    def __init__(self, spec: AppSpec, now: datetime) -> None:
        self.index = SpecIndex(spec)
        self._plan = plan_of(self.index)
        self._clock = Clock(now, self._plan.time_zone)
        self._rows: dict[str, list[Row]] = rows_of(self._plan, Sample.MANY, now)["entities"]
        self._by_id = {row["id"]: (name, row) for name, rows in self._rows.items() for row in rows}

    @property
    def today(self) -> date:
        """The day that is shown."""
        return self._clock.today

    def rows(self, entity: str, filters: Iterable[FilterBy] = (), sort: Iterable[SortBy] = ()) -> list[Row]:
        """The rows that meet the filters, in order."""
        found = self._rows.get(entity, [])
        for fixed in filters:
            kind = self._kind(entity, fixed.field)
            predicate = predicate_of(Condition.of(fixed), kind, self._read, self._clock)
            found = [row for row in found if meets(self._typed(entity, row, fixed.field), predicate)]
        order = [Order.of(key) for key in sort]
        return in_order(found, order, lambda row, name: self._typed(entity, row, name))

    def figure(self, entity: str, stat: Stat) -> str:
        """What a tile says."""
        rows = self.rows(entity, stat.filters)
        if stat.op is MeasureOp.COUNT:
            return f"{len(rows):,}"
        values = [one for row in rows if isinstance(one := row.get(stat.field or ""), int | float)]
        figure = aggregate(stat.op, values)
        return "–" if figure is None else f"{figure:,.0f}"

    def series(self, report: Report, most: int) -> list[int]:
        """How many rows there are in each group: the latest periods, or the largest groups."""
        rows = self.rows(report.entity, report.filters)
        if not report.group_by:
            return [len(rows)]
        group = report.group_by[0]
        if group in PERIODS:
            day = report.date_field or self._plan.by_entity[report.entity].default_date
            days = [date.fromisoformat(str(row[day])[:10]) for row in rows if row.get(day)]
            periods = Counter(span_of(Period(group), one)[0] for one in days)
            return [count for _, count in sorted(periods.items())][-most:]
        first = group.split(".")[0]
        counts = Counter(str(row.get(first, row.get(f"{first}_id"))) for row in rows)
        return [count for _, count in counts.most_common(most)]

    def groups(self, entity: str, name: str) -> list[tuple[str, str]]:
        """The columns of a board: what is stored, and what is shown."""
        flow = self.index.flows.get(entity)
        if flow is not None and flow.field == name:
            return [(state.name, state.label) for state in flow.states]
        field = self.index.fields(entity).get(name)
        if field is not None and field.options:
            return [(option.name, option.label) for option in field.options]
        ids = Counter(str(row[f"{name}_id"]) for row in self._rows.get(entity, ()) if row.get(f"{name}_id"))
        return [(one, self._named(one)) for one, _ in ids.most_common()]

    def in_group(self, entity: str, name: str, value: str) -> list[Row]:
        """The rows of one column of a board."""
        return [r for r in self._rows.get(entity, ()) if str(r.get(name, r.get(f"{name}_id"))) == value]

    def on(self, entity: str, name: str, day: date) -> list[Row]:
        """The rows of a day."""
        found = [row for row in self._rows.get(entity, ()) if str(row.get(name))[:10] == day.isoformat()]
        return sorted(found, key=lambda row: str(row.get(name)))

    def value(self, entity: str, row: Row, name: str) -> str:
        """A cell as it is shown; empty for what is no text."""
        if name in self.index.parents(entity):
            return self._named(str(row.get(f"{name}_id")))
        value = row.get(name)
        flow = self.index.flows.get(entity)
        if flow is not None and flow.field == name:
            return next((state.label for state in flow.states if state.name == value), "")
        field = self.index.fields(entity).get(name)
        if field is None or field.type in _UNSEEN or value is None:
            return ""
        if field.type in DAY_TYPES:
            day = date.fromisoformat(str(value)[:10])
            return f"{day.day} {day:%b}"
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if field.type is FieldType.MONEY and isinstance(value, int | float):
            return f"{value:,.2f}"
        return {one.name: one.label for one in field.options}.get(str(value), str(value))

    def title(self, entity: str, row: Row) -> str:
        """What a row is called, where it has no title by what it belongs to."""
        name = self.index.title_field(entity)
        if name is not None and row.get(name):
            return str(row[name])
        link = self.index.title_relation(entity)
        named = self._named(str(row.get(f"{link}_id"))) if link else ""
        return named or sentence(entity)

    def _named(self, row_id: str) -> str:
        known = self._by_id.get(row_id)
        return self.title(*known) if known else ""

    def _kind(self, entity: str, name: str) -> FieldType:
        """The type of a value; the rows of a many_to_many relation are several choices."""
        columns = self._plan.by_entity[entity].columns
        column = columns.get(name) or columns.get(f"{name}_id")
        return column.type if column else FieldType.MULTI_ENUM

    def _typed(self, entity: str, row: Row, name: str) -> Any:
        """A value to be compared; none where the row has none."""
        value = row.get(name, row.get(f"{name}_id", row.get(f"{name}_ids") or None))
        return None if value is None else reader_of(self._kind(entity, name), self._clock.zone)(value)

    def _read(self, kind: FieldType, text: str) -> object:
        return address_reader_of(kind, self._plan.writing)(text)
