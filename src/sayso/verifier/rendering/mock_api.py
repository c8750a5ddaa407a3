"""What the data API would answer, made up from a spec: a few rows of every entity in the shape of the API."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from sayso.compiler.targets.typescript.rows import many_to_many
from sayso.kit.words import kebab, plural, sentence
from sayso.spec.index import SpecIndex
from sayso.spec.model import (
    NUMBER_TYPES,
    PERIODS,
    Action,
    Computed,
    Entity,
    Field,
    FieldType,
    Report,
)
from sayso.spec.model.base import Json
from sayso.spec.query import Aggregate

ROWS = 4
"""Rows of an entity at least; the second has nothing but what is required."""
BARE = 1
NAMES = ("Ada Lovelace", "Käthe von Grünwald-Donaudampfschifffahrt", "أميرة خالد", "O’Neill & Søn")
MOMENT = "2026-03-{day:02}T{hour:02}:30:00+00:00"

Row = dict[str, Json]


class Situation(StrEnum):
    """What a page finds when it asks for rows."""

    ROWS = "with rows"
    EMPTY = "without any rows"
    REFUSED = "where its rows cannot be loaded"


@dataclass(frozen=True, slots=True)
class Canned:
    """Rows and reports of a spec, always the same; ``for_role`` leaves out what a role may not see."""

    index: SpecIndex
    rows: Mapping[str, Sequence[Row]]

    @classmethod
    def of(cls, index: SpecIndex) -> "Canned":
        """Rows for every entity."""
        return cls(index, _Rows(index).all)

    def first_id(self, entity: str) -> str:
        """The id of a row that has everything."""
        return str(self.rows[entity][0]["id"])

    def for_role(self, role: str, situation: Situation = Situation.ROWS) -> dict[str, Json]:
        """What the application is answered when ``role`` looks at it."""
        denied: list[Json] = []
        collections: dict[str, Json] = {}
        transitions: dict[str, Json] = {}
        for name in self.index.entities:
            collection = kebab(plural(name))
            if situation is Situation.REFUSED or not self.index.grants(role, name, Action.READ):
                denied.append(collection)
                continue
            if situation is Situation.EMPTY:
                collections[collection] = []
                continue
            collections[collection] = [_masked(row, self._readable(role, name)) for row in self.rows[name]]
            flow = self.index.flows.get(name)
            transitions[collection] = [
                {"name": t.name, "label": t.label or sentence(t.name), "to": t.to_state, "allowed": True}
                for t in (flow.transitions if flow else ())
                if flow and t.from_state == flow.initial
            ]
        return {
            "session": self._session(role),
            "denied": denied,
            "collections": collections,
            "transitions": transitions,
            "reports": {report.name: _report(self.index, report) for report in self.index.spec.reports},
        }

    def _readable(self, role: str, entity: str) -> set[str] | None:
        """The fields a role may read; none where there is no limit."""
        lists = [rule.fields for rule in self.index.grants(role, entity, Action.READ)]
        return {name for names in lists for name in names or ()} if None not in lists else None

    def _session(self, role: str) -> dict[str, Json]:
        roles: list[Json] = [{"name": r.name, "label": r.label} for r in self.index.spec.permissions.roles]
        own: Json = next((one for one in roles if isinstance(one, dict) and one["name"] == role), None)
        spec = self.index.spec
        settings: dict[str, Json] = {"currency": "EUR", "time_zone": "Europe/Berlin", "locale": "en"}
        settings |= {setting.key: setting.default for setting in spec.settings}
        return {
            "member": {"id": str(UUID(int=7)), "name": NAMES[0], "email": "ada@example.org"},
            "role": own,
            "own_role": own,
            "roles": roles,
            "may_switch": role == self.index.widest_role,
            "site": {"id": str(UUID(int=8)), "name": spec.name},
            "module": {"slug": spec.slug, "name": spec.name, "version": "1.0.0"},
            "settings": settings,
        }


class _Rows:
    """Makes rows; ids follow from the order of entities, so that relations find their rows."""

    def __init__(self, index: SpecIndex) -> None:
        self._index = index
        self._order = list(index.entities)

    @cached_property
    def all(self) -> dict[str, list[Row]]:
        plain = {name: self._plain(entity) for name, entity in self._index.entities.items()}
        for name in self._order:
            for number, row in enumerate(plain[name]):
                self._relate(name, number, row, plain)
        return plain

    def _plain(self, entity: Entity) -> list[Row]:
        flow = self._index.flows.get(entity.name)
        states = [flow.initial, *(s.name for s in flow.states if s.name != flow.initial)] if flow else []
        rows: list[Row] = []
        for number in range(max(ROWS, len(states))):
            row: Row = {
                "id": self._id(entity.name, number),
                "version": 1,
                "created_at": _moment(number),
                "updated_at": _moment(number),
            }
            if entity.person_role is not None:
                row["member_id"] = None
            for field in entity.fields:
                bare = number == BARE and not field.required
                row[field.name] = None if bare else _value(field, number)
            if flow:
                row[flow.field] = states[number % len(states)]
            for computed in entity.computed:
                row[computed.name] = None if number == BARE else _value(computed, number)
            rows.append(row)
        return rows

    def _relate(self, name: str, number: int, row: Row, plain: Mapping[str, Sequence[Row]]) -> None:
        for relation, link in self._index.parents(name).items():
            if number == BARE and not link.required:
                row |= {f"{relation}_id": None, f"{relation}_title": None, relation: None}
                continue
            parent = plain[link.parent][number % ROWS]
            own: Row = {key: value for key, value in parent.items() if not isinstance(value, dict)}
            title = self._title(link.parent, parent)
            row |= {f"{relation}_id": parent["id"], f"{relation}_title": title}
            row[relation] = {**own, "title": title}
        for relation, (other, _) in many_to_many(self._index, name).items():
            linked = [] if number == BARE else plain[other][:2]
            row[f"{relation}_ids"] = [one["id"] for one in linked]
            row[f"{relation}_titles"] = [self._title(other, one) for one in linked]

    def _title(self, entity: str, row: Row) -> str:
        field = self._index.title_field(entity)
        value = row.get(field) if field else None
        return str(value) if value is not None else NAMES[0]

    def _id(self, entity: str, number: int) -> str:
        return str(UUID(int=(self._order.index(entity) + 1) * 1_000 + number, version=4))


def _value(field: Field | Computed, number: int) -> Json:
    if isinstance(field, Field) and field.options:
        names: list[Json] = [option.name for option in field.options]
        return names[:2] if field.type is FieldType.MULTI_ENUM else names[number % len(names)]
    if field.type in NUMBER_TYPES:
        return _number(field, (number + 1) * 12)
    make = _VALUES.get(field.type)
    return make(number) if make else NAMES[number % len(NAMES)]


def _number(field: Field | Computed, wanted: float) -> float:
    limits = field.validation if isinstance(field, Field) else None
    low = None if limits is None else limits.min
    high = None if limits is None else limits.max
    at_least = wanted if low is None else max(wanted, low)
    return at_least if high is None else min(at_least, high)


def _moment(number: int) -> str:
    return MOMENT.format(day=number % 27 + 1, hour=8 + number % 10)


_VALUES: Mapping[FieldType, Callable[[int], Json]] = {
    FieldType.MULTI_ENUM: lambda _: [],
    FieldType.BOOLEAN: lambda number: number % 2 == 0,
    FieldType.DATE: lambda number: f"2026-03-{number % 27 + 1:02}",
    FieldType.DATETIME: _moment,
    FieldType.TIME: lambda number: f"{9 + number % 9:02}:30",
    FieldType.EMAIL: lambda number: f"person{number}@example.org",
    FieldType.URL: lambda number: f"https://example.org/{number}",
    FieldType.PHONE: lambda number: f"+49 30 1234{number}",
    FieldType.UUID: lambda number: str(UUID(int=number + 1, version=4)),
    FieldType.IMAGE: lambda number: str(UUID(int=number + 1, version=4)),
    FieldType.FILE: lambda number: str(UUID(int=number + 1, version=4)),
    FieldType.JSON: lambda number: {"note": NAMES[number % len(NAMES)]},
}


def _masked(row: Row, readable: Collection[str] | None) -> Row:
    """The row with what the role may not read left empty, as the database's views do."""
    if readable is None:
        return row
    seen = {"id", "version", "created_at", "updated_at", "member_id"}
    for name in readable:
        seen |= {name, f"{name}_id", f"{name}_title", f"{name}_ids", f"{name}_titles"}
    return {key: value if key in seen else None for key, value in row.items()}


def _report(index: SpecIndex, report: Report) -> dict[str, Json]:
    """Three groups and their figures."""
    columns: list[Json] = []
    rows: list[Row] = [{} for _ in range(3 if report.group_by else 1)]
    period: str | None = None
    for group in report.group_by:
        key = group.replace(".", "_")
        is_period = group in PERIODS and group not in index.fields(report.entity)
        period = group if is_period else period
        columns.append({"key": key, "label": sentence(key), "type": "date" if is_period else "text"})
        for number, row in enumerate(rows):
            row[key] = f"2026-{number + 1:02}-01" if is_period else NAMES[number]
            if not is_period:
                row[f"{key}_value"] = NAMES[number]
    for measure in report.measures:
        key = Aggregate.of(measure).key
        columns.append({"key": key, "label": measure.label or sentence(key), "type": "decimal"})
        for number, row in enumerate(rows):
            row[key] = (number + 1) * 10
    return {
        "name": report.name,
        "title": report.title,
        "chart": report.chart.value,
        "columns": columns,
        "rows": list(rows),
        "period": period if len(report.group_by) == 1 else None,
        "from": None,
        "to": None,
    }
