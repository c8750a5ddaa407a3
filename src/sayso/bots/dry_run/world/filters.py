"""Which made-up rows a list or a figure is of: the filters of the data API, over dictionaries."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sayso.bots.dry_run.world.shapes import EntityShape, ModuleShape
from sayso.bots.dry_run.world.store import Row, Store
from sayso.runtime.errors import MalformedError
from sayso.runtime.query.filters import Filter, read_filters
from sayso.runtime.query.spans import NAMED, bound, named_span
from sayso.runtime.values.body import did_you_mean
from sayso.runtime.values.readers import UnreadableError
from sayso.spec.model import FieldType

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAYS = frozenset({FieldType.DATE, FieldType.DATETIME})
_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "lt": lambda one, other: one < other,
    "lte": lambda one, other: one <= other,
    "gt": lambda one, other: one > other,
    "gte": lambda one, other: one >= other,
}


class Looking:
    """Looks through the rows of one entity, at the time of the case."""

    def __init__(self, store: Store, module: ModuleShape, entity: EntityShape, now: datetime) -> None:
        self._store = store
        self._module = module
        self._entity = entity
        self._now = now

    def rows(self, parameters: Sequence[tuple[str, str]]) -> list[Row]:
        """Rows that meet all filters."""
        rows = list(self._store.rows(self._module, self._entity).values())
        for wanted in read_filters(parameters):
            try:
                rows = [row for row in rows if self._meets(row, wanted)]
            except UnreadableError as error:
                raise MalformedError(f"The filter on {wanted.path} {error}") from error
            except TypeError:
                raise MalformedError(f"{wanted.path} cannot be filtered by {wanted.op}.") from None
        words = dict(parameters).get("q", "").casefold().split()
        return [row for row in rows if all(word in _texts(row) for word in words)]

    def value(self, row: Row, path: str) -> Any:
        """A value of a row, or of one that it belongs to, to be compared."""
        entity, found, name = self._at(row, path)
        return entity.typed(name, found.get(name)) if found else None

    def title(self, entity: str, row_id: Any) -> str:
        """What a row of an entity is called."""
        shape = self._module.entities.get(entity)
        row = self._store.rows(self._module, shape).get(str(row_id)) if shape else None
        return str(row.get(shape.title_field) or "") if row and shape and shape.title_field else ""

    def sorted(self, rows: list[Row], sort: str) -> list[Row]:
        """Rows in the order that is wished; empty values last."""
        for part in reversed([part for part in sort.split(",") if part]):
            name, is_down = part.removeprefix("-"), part.startswith("-")
            keyed = [(self.value(row, name), row) for row in rows]
            full = [one for one in keyed if one[0] is not None]
            full.sort(key=lambda one: one[0], reverse=is_down)
            rows = [row for _, row in full] + [row for value, row in keyed if value is None]
        return rows

    def column(self, path: str) -> tuple[EntityShape, str]:
        """The entity and the column that a path leads to.

        Raises:
            MalformedError: where there is none.
        """
        entity, name = self._entity, path
        while "." in name:
            relation, _, name = name.partition(".")
            parent = self._module.entities.get(entity.parents.get(relation, ""))
            if parent is None:
                raise MalformedError(f'{entity.label} has no relation "{relation[:60]}".')
            entity = parent
        if name in entity.parents:
            name = f"{name}_id"
        if name not in entity.columns:
            raise MalformedError(
                f'{entity.label} has no "{name[:60]}".{did_you_mean(name, list(entity.columns))}'
            )
        return entity, name

    def _at(self, row: Row, path: str) -> tuple[EntityShape, Row | None, str]:
        entity, name = self.column(path)
        at, found = self._entity, row
        for relation in path.split(".")[:-1]:
            parent = self._module.entities[at.parents[relation]]
            above = self._store.rows(self._module, parent).get(str(found.get(f"{relation}_id")))
            if above is None:
                return entity, None, name
            at, found = parent, above
        return entity, found, name

    def _meets(self, row: Row, wanted: Filter) -> bool:
        entity, found, name = self._at(row, wanted.path)
        value = entity.typed(name, found.get(name)) if found else None
        kind, op, text = entity.columns[name].type, wanted.op, wanted.value
        if op == "is_null":
            return (value is None) == (text.lower() in {"", "true", "1", "yes"})
        if op == "ne":
            return not self._meets(row, Filter(wanted.path, "eq", text)) or value is None
        if value is None:
            return False
        if isinstance(value, list):
            return bool(set(_parts(text)) & set(value))
        if op in {"contains", "starts_with"}:
            said, part = str(value).casefold(), text.casefold()
            return part in said if op == "contains" else said.startswith(part)
        if op in {"in", "has_any"}:
            return any(value == entity.read(name, part) for part in _parts(text))
        if op in {*NAMED, "upcoming", "past", "between"} or (
            kind is FieldType.DATETIME and _DAY.fullmatch(text)
        ):
            return self._meets_span(value, kind, op, text, entity, name)
        other = entity.read(name, text)
        return bool(value == other) if op in {"eq", "has"} else _COMPARED[op](value, other)

    def _meets_span(  # noqa: PLR0917 - one value and all that is asked of it
        self, value: Any, kind: FieldType, op: str, text: str, entity: EntityShape, name: str
    ) -> bool:
        today = self._now.astimezone(self._module.zone).date()
        if op in {"upcoming", "past"}:
            moment = today if kind is FieldType.DATE else self._now
            return bool((value >= moment) == (op == "upcoming"))
        if op in NAMED:
            first, after = named_span(op, today)
        elif op == "between":
            low, high = [*_parts(text), "", ""][:2]
            if not (kind in _DAYS and _DAY.fullmatch(low) and _DAY.fullmatch(high)):
                return bool(entity.read(name, low) <= value <= entity.read(name, high))
            first, after = date.fromisoformat(low), date.fromisoformat(high) + timedelta(days=1)
        else:
            first = date.fromisoformat(text)
            after = first + timedelta(days=1)
        low_bound, high_bound = (bound(kind, day, self._module.zone) for day in (first, after))
        if op in _COMPARED:
            return _COMPARED[op](value, low_bound if op in {"lt", "gte"} else high_bound - _INSTANT)
        return bool(low_bound <= value < high_bound)


_INSTANT = timedelta(microseconds=1)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def _texts(row: Row) -> str:
    return " ".join(value for value in row.values() if isinstance(value, str)).casefold()
