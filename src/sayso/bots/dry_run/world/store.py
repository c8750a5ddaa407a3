"""Rows of made-up applications, and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from sayso.bots.dry_run.world.shapes import EntityShape, ModuleShape
from sayso.errors import NotFoundError
from sayso.runtime.errors import FieldError, InvalidFieldsError, NoSuchRowError, TransitionRefusedError

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A row that was created, changed or deleted; ``row`` as it is then, or was."""

    action: Literal["created", "updated", "deleted"]
    module: ModuleShape
    entity: EntityShape
    row: Row
    values: Row = field(default_factory=dict)
    """What was given."""
    move: str = ""
    """The transition by which it changed, if it was one."""


class Store:
    """All rows of a case."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._rows: dict[tuple[str, str], dict[str, Row]] = {}
        self._made = 0
        self._kept: dict[str, Any] = {}
        self.changes: list[Change] = []

    def fill(self, module: ModuleShape, entity: EntityShape, rows: list[dict[str, Any]]) -> None:
        """Have rows from the beginning; the first is the newest."""
        known = self.rows(module, entity)
        for number, row in enumerate(rows):
            at = (self._now - timedelta(days=1, minutes=number)).isoformat()
            filled = {"id": f"{entity.name}-{number + 1}", **_empty(entity)}
            if entity.state:
                filled[entity.state] = entity.facts.get("initial")
            filled |= {"version": 1, "created_at": at, "updated_at": at, **row}
            known[str(filled["id"])] = filled

    def rows(self, module: ModuleShape, entity: EntityShape) -> dict[str, Row]:
        """Rows of an entity by their ids."""
        return self._rows.setdefault((module.slug, entity.name), {})

    def shown(self, module: ModuleShape, entity: EntityShape, row: Row) -> Row:
        """A row as programs see it: with the titles of what it belongs to."""
        shown = dict(row)
        for name, parent in entity.parents.items():
            above = module.entities.get(parent)
            found = self.rows(module, above).get(str(row.get(f"{name}_id"))) if above else None
            field_name = above.title_field if above else None
            shown.setdefault(f"{name}_title", found.get(field_name) if found and field_name else None)
        return shown

    def get(self, module: ModuleShape, entity: EntityShape, row_id: str) -> Row:
        """A row.

        Raises:
            NoSuchRowError: where there is none.
        """
        row = self.rows(module, entity).get(row_id)
        if row is None:
            raise NoSuchRowError(entity.label)
        return row

    def once(self, key: str) -> Any:
        """What was answered to an idempotency key."""
        return self._kept.get(key) if key else None

    def keep(self, key: str, answer: Any) -> None:
        """Answer so again."""
        if key:
            self._kept[key] = answer

    def create(self, module: ModuleShape, entity: EntityShape, given: Any) -> Row:
        """A new row."""
        values = _values(entity, given, is_new=True)
        self._made += 1
        at = self._now.isoformat()
        row = {"id": f"new-{self._made}", **_empty(entity)}
        if entity.state:
            row[entity.state] = entity.facts.get("initial")
        row |= {**values, "version": 1, "created_at": at, "updated_at": at}
        self.rows(module, entity)[row["id"]] = row
        self.changes.append(Change("created", module, entity, dict(row), values))
        return row

    def update(self, module: ModuleShape, entity: EntityShape, row_id: str, given: Any) -> Row:
        """A row with other values."""
        row = self.get(module, entity, row_id)
        values = _values(entity, given, is_new=False)
        if entity.state in values and entity.transitions is not None:
            _demand_move(entity, row, values[entity.state])
        row |= {**values, "version": row.get("version", 1) + 1, "updated_at": self._now.isoformat()}
        self.changes.append(Change("updated", module, entity, dict(row), values))
        return row

    def move(self, module: ModuleShape, entity: EntityShape, row_id: str, name: str) -> Row:
        """A row after a transition; where none are known, one is called as the state that it leads to."""
        row = self.get(module, entity, row_id)
        field_name, state = entity.state or "", _state_after(entity, row, name)
        row |= {field_name: state, "updated_at": self._now.isoformat()}
        self.changes.append(Change("updated", module, entity, dict(row), {field_name: state}, name))
        return row

    def delete(self, module: ModuleShape, entity: EntityShape, row_id: str) -> None:
        """Take a row away."""
        row = self.get(module, entity, row_id)
        del self.rows(module, entity)[row_id]
        self.changes.append(Change("deleted", module, entity, dict(row)))


def _empty(entity: EntityShape) -> Row:
    return {one.name: None for one in entity.columns.values() if one.is_given}


def _values(entity: EntityShape, given: Any, *, is_new: bool) -> Row:
    if not isinstance(given, Mapping):
        given = {}
    values, errors = {}, []
    for name, value in given.items():
        column = entity.columns.get(name)
        if column is None or not column.is_given:
            errors.append(entity.unknown(name))
            continue
        values[name], problem = entity.plain(name, value)
        if problem:
            errors.append(FieldError(name, problem))
    if is_new:
        missing = (one for one in entity.columns.values() if one.is_required and one.name not in given)
        errors += [FieldError(one.name, f"{one.label} is required.") for one in missing]
    if errors:
        raise InvalidFieldsError(errors)
    return values


def _state_after(entity: EntityShape, row: Row, name: str) -> str:
    states = [one["name"] for one in entity.facts.get("states", [])]
    if not entity.state:
        raise NotFoundError(f"{entity.facts.get('plural') or entity.label} have no states to move between.")
    if entity.transitions is None:
        if name not in states:
            raise NotFoundError(f'There is no transition "{name[:60]}".')
        return name
    named = [one for one in entity.transitions if one["name"] == name]
    if not named:
        known = ", ".join(dict.fromkeys(one["name"] for one in entity.transitions))
        raise NotFoundError(f'There is no transition "{name[:60]}".', hint=f"There are {known}.")
    state = row.get(entity.state)
    move = next((one for one in named if one["from_state"] == state), None)
    if move is None:
        raise TransitionRefusedError(f"{named[0]['label']} is not possible from “{state}”.")
    return move["to_state"]


def _demand_move(entity: EntityShape, row: Row, state: Any) -> None:
    before = row.get(entity.state or "")
    moves = entity.transitions or []
    if state != before and not any(one["from_state"] == before and one["to_state"] == state for one in moves):
        raise TransitionRefusedError(f"{entity.label} cannot go from “{before}” to “{state}”.")
