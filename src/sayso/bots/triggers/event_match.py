"""Whether something that happened to a row is what a trigger waits for, and what its bot is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sayso.bots.details import ByRow, RowEvent
from sayso.bots.triggers.depths import written_by
from sayso.bots.triggers.history import Entry
from sayso.runtime.plan import CollectionPlan

_UNTOLD = frozenset({"version", "updated_at"})
"""Columns that differ after every change, and so are no change of their own."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that a trigger waits for: an entry of the history with the event that it is."""

    entry: Entry
    event: RowEvent
    row: dict[str, Any]
    before: dict[str, Any] | None
    changes: dict[str, list[Any]]


def happening_of(spec: ByRow, plan: CollectionPlan, entry: Entry, bot_id: UUID) -> Happening | None:
    """What an entry is to a trigger of this bot; none where it is not what the trigger waits for."""
    old, new = _shown(plan, entry.old), _shown(plan, entry.new)
    row = new if new is not None else old
    if row is None:
        return None
    changes = _changes(old, new) if entry.action == "update" else {}
    event = _event(spec, plan, entry, changes)
    if event is None or not _has(row, spec.where):
        return None
    if not _is_wanted_of_itself(spec, event, entry, bot_id):
        return None
    return Happening(entry, event, row, old if entry.action == "update" else None, changes)


def column_of(plan: CollectionPlan, name: str) -> str:
    """The key in a row of what a spec names; a relation may be named without its ``_id``."""
    return f"{name}_id" if name not in plan.columns and f"{name}_id" in plan.columns else name


def _event(spec: ByRow, plan: CollectionPlan, entry: Entry, changes: Mapping[str, Any]) -> RowEvent | None:
    if entry.action == "create":
        return RowEvent.CREATED if RowEvent.CREATED in spec.on else None
    if entry.action == "delete":
        return RowEvent.DELETED if RowEvent.DELETED in spec.on else None
    moved = changes.get(plan.flow.field) if plan.flow is not None else None
    if RowEvent.TRANSITION in spec.on and moved and (not spec.to or moved[1] in spec.to):
        return RowEvent.TRANSITION
    wanted = {column_of(plan, name) for name in spec.fields}
    is_changed = bool(wanted & changes.keys()) if wanted else bool(changes)
    return RowEvent.CHANGED if RowEvent.CHANGED in spec.on and is_changed else None


def _is_wanted_of_itself(spec: ByRow, event: RowEvent, entry: Entry, bot_id: UUID) -> bool:
    """What a bot wrote itself sets it off only where it says of which fields, so that it can come to rest."""
    by = written_by(entry.cause)
    if by is None or by.bot_id != bot_id:
        return True
    return event is RowEvent.CHANGED and bool(spec.fields)


def _changes(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> dict[str, list[Any]]:
    before, after = old or {}, new or {}
    names = dict.fromkeys([*before, *after])
    return {
        name: [before.get(name), after.get(name)]
        for name in names
        if name not in _UNTOLD and before.get(name) != after.get(name)
    }


def _shown(plan: CollectionPlan, values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A row of the table under the names that the data API gives."""
    if values is None:
        return None
    return {plan.shown[name]: value for name, value in values.items() if name in plan.shown}


def _has(row: Mapping[str, Any], where: Mapping[str, Any]) -> bool:
    return all(_is(row.get(name, row.get(f"{name}_id")), wanted) for name, wanted in where.items())


def _is(value: Any, wanted: Any) -> bool:
    """Whether a value is the one that is wanted, or one of those."""
    if isinstance(wanted, list) and not isinstance(value, list):
        return any(_is(value, one) for one in wanted)
    if isinstance(value, bool) or isinstance(wanted, bool) or value is None or wanted is None:
        return bool(value is wanted)
    if isinstance(value, str) != isinstance(wanted, str):
        return str(value) == str(wanted)
    return bool(value == wanted)
