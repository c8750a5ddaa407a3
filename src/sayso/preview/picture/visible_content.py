"""What is to be seen on a page that shows sample rows: which of them, in which words, and which figures."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sayso.kit.words import sentence
from sayso.preview.rows import Sample, plan_of, rows_of
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, FieldType, FilterBy, Report, SortBy, Stat

_PERIODS = frozenset({"today", "this_week", "this_month", "upcoming", "past"})
_CUTS = {"day": 10, "week": 10, "month": 7, "quarter": 7, "year": 4}
_DAYS = frozenset({FieldType.DATE, FieldType.DATETIME})
_UNSEEN = frozenset({FieldType.IMAGE, FieldType.FILE, FieldType.LONG_TEXT, FieldType.JSON})

Row = dict[str, Any]


class Seen:
    """The sample rows of an application as its pages show them on a day."""

    def __init__(self, spec: AppSpec, now: datetime) -> None:
        self.index = SpecIndex(spec)
        self.today = now.date()
        self._rows: dict[str, list[Row]] = rows_of(plan_of(self.index), Sample.MANY, now)["entities"]
        self._by_id = {row["id"]: (name, row) for name, rows in self._rows.items() for row in rows}

    def rows(self, entity: str, filters: Iterable[FilterBy] = (), sort: Iterable[SortBy] = ()) -> list[Row]:
        """The rows that meet the filters, in order."""
        wanted = tuple(filters)
        found = [row for row in self._rows.get(entity, ()) if all(self._meets(row, one) for one in wanted)]
        for one in reversed(tuple(sort)):
            found.sort(key=lambda row: str(row.get(one.field) or ""), reverse=one.descending)
        return found

    def figure(self, entity: str, stat: Stat) -> str:
        """What a tile says."""
        rows = self.rows(entity, stat.filters)
        if stat.op == "count":
            return f"{len(rows):,}"
        values = [one for row in rows if isinstance(one := row.get(stat.field or ""), int | float)]
        if not values:
            return "0" if stat.op == "sum" else "–"
        made = {"sum": sum(values), "avg": sum(values) / len(values), "min": min(values), "max": max(values)}
        return f"{made[stat.op]:,.0f}"

    def series(self, report: Report, most: int) -> list[int]:
        """How many rows there are in each group: the latest periods, or the largest groups."""
        rows = self.rows(report.entity, report.filters)
        if not report.group_by:
            return [len(rows)]
        group = report.group_by[0]
        if group in _CUTS:
            fields = self.index.fields(report.entity).values()
            day = report.date_field or next((one.name for one in fields if one.type in _DAYS), "created_at")
            periods = Counter(str(row[day])[: _CUTS[group]] for row in rows if row.get(day))
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
        if field.type in _DAYS:
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

    def _meets(self, row: Row, given: FilterBy) -> bool:
        value, wanted = row.get(given.field, row.get(f"{given.field}_id")), given.value
        if given.op in _PERIODS:
            return value is not None and self._falls(date.fromisoformat(str(value)[:10]), given.op)
        match given.op:
            case "eq":
                return bool(value == wanted)
            case "ne":
                return bool(value != wanted)
            case "in":
                return value in (wanted if isinstance(wanted, list) else [wanted])
            case "is_null":
                return (value is None) == (wanted is not False)
            case "contains":
                return str(wanted).lower() in str(value or "").lower()
        if not (isinstance(value, int | float) and isinstance(wanted, int | float)):
            return False
        return {"lt": value < wanted, "lte": value <= wanted, "gt": value > wanted, "gte": value >= wanted}[
            given.op
        ]

    def _falls(self, day: date, op: str) -> bool:
        monday = self.today - timedelta(days=self.today.weekday())
        return {
            "today": day == self.today,
            "this_week": monday <= day < monday + timedelta(days=7),
            "this_month": (day.year, day.month) == (self.today.year, self.today.month),
            "upcoming": day >= self.today,
            "past": day < self.today,
        }[op]
