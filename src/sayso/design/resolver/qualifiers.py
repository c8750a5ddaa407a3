"""Which rows a report counts, and by what else it is grouped: ``unpaid lessons per student and month``."""

import re

from sayso.design.name_lookup.situation import Situation
from sayso.spec.model import Entity, Field, FieldType, FilterBy

_DATES = frozenset((FieldType.DATE, FieldType.DATETIME))
_DUE = ("due", "deadline", "expir", "best_before", "until", "renewal", "return_by")
_ENDED = frozenset(
    (
        *("returned", "paid", "done", "completed", "closed", "resolved", "delivered", "solved", "fixed"),
        *("finished", "repaired", "settled", "cancelled", "rejected", "refused", "lost"),
    )
)
_QUALIFIED = re.compile(
    r"\b(unpaid|outstanding|overdue|late|open|pending|unfinished|expired)\b", re.IGNORECASE
)


def rows_said(text: str, entity: Entity, situation: Situation) -> tuple[tuple[FilterBy, ...], str]:
    """What *unpaid*, *overdue* or *open* leave of the rows, and the word itself."""
    match = _QUALIFIED.search(text)
    if match is None:
        return (), ""
    word = match[1].lower()
    if word in {"unpaid", "outstanding"} and (unpaid := _without(entity, frozenset(("paid",)))):
        return unpaid, word
    if word in {"overdue", "late", "expired"}:
        due = _date(entity, _DUE)
        if due is None:
            return (), ""
        past = FilterBy(field=due, op="past")
        return ((past,) if word == "expired" else (past, *_unended(entity, situation))), word
    found = _unended(entity, situation)
    return (found, word) if found else ((), "")


def _date(entity: Entity, hints: tuple[str, ...]) -> str | None:
    dates = [field.name for field in entity.fields if field.type in _DATES]
    return next((name for name in dates if any(hint in name for hint in hints)), None)


def _unended(entity: Entity, situation: Situation) -> tuple[FilterBy, ...]:
    flow = situation.index.flows.get(entity.name)
    if flow is None:
        return _without(entity, _ENDED)
    names = [state.name for state in flow.states if state.name not in _ENDED]
    left = {move.from_state for move in flow.transitions}
    kept = [name for name in names if name in left] or names
    return (FilterBy(field=flow.field, op="in", value=[*kept]),)


def _without(entity: Entity, words: frozenset[str]) -> tuple[FilterBy, ...]:
    def fitting(field: Field) -> bool:
        return bool(set(field.name.split("_")) & words)

    tick = next((f.name for f in entity.fields if f.type is FieldType.BOOLEAN and fitting(f)), None)
    if tick is not None:
        return (FilterBy(field=tick, op="eq", value=False),)
    date = next((f.name for f in entity.fields if f.type in _DATES and fitting(f)), None)
    return (FilterBy(field=date, op="is_null"),) if date is not None else ()
