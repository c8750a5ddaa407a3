"""Which rows a figure means: open ones, overdue ones, those that were won."""

from sayso.design.offline.model.names import Names
from sayso.kit.words import snake
from sayso.spec.model import FieldType, FilterBy

from .figures import side_states
from .parts import DATES, Parts

_OPEN = frozenset(
    ("open", "pending", "unfinished", "outstanding", "unsolved", "unresolved", "active", "current")
)
_LATE = frozenset(("late", "overdue"))
_UNPAID = frozenset(("unpaid", "outstanding", "owed", "open"))
_GONE = frozenset(("expired", "lapsed"))
_DUE = ("due", "deadline", "expir", "best_before", "use_by", "until", "renewal", "return_by")
_ENDED = (
    *("returned", "paid", "done", "completed", "closed", "resolved", "delivered", "solved", "fixed"),
    *("finished", "repaired", "ended", "settled"),
)
QUALIFIERS = frozenset((*_OPEN, *_LATE, *_UNPAID, *_GONE, "paid"))


def without_qualifiers(parts: Parts, words: list[str], names: Names) -> tuple[list[str], list[str]]:
    """The words for what is measured, and apart from them those for which rows are meant."""
    states = {state.name for flow in parts.flows.values() for state in flow.states}
    kept: list[str] = []
    apart: list[str] = []
    for word in words:
        is_state = (word in QUALIFIERS or snake(word) in states) and names.exact(word) is None
        (apart if is_state else kept).append(word)
    return kept, apart


def rows_meant(parts: Parts, entity: str, words: list[str]) -> tuple[FilterBy, ...] | None:
    """Conditions that words such as *open* or *won* set; nothing where rows cannot tell."""
    found: list[FilterBy] = []
    for word in words:
        condition = _condition(parts, entity, word)
        if condition is None:
            return None
        found.extend(condition)
    return tuple(found)


def _condition(parts: Parts, entity: str, word: str) -> tuple[FilterBy, ...] | None:
    flow = parts.flows.get(entity)
    if flow is not None and snake(word) in {state.name for state in flow.states}:
        return (FilterBy(field=flow.field, op="eq", value=snake(word)),)
    ticks = parts.fields_of(entity, FieldType.BOOLEAN)
    if snake(word) in ticks:
        return (FilterBy(field=snake(word), op="eq", value=True),)
    if word in _UNPAID and (unpaid := _not_paid(parts, entity)):
        return unpaid
    if word in _LATE | _GONE:
        return _past(parts, entity, word)
    if word in _OPEN:
        return _unended(parts, entity) or None
    return () if word == "paid" else None


def _not_paid(parts: Parts, entity: str) -> tuple[FilterBy, ...]:
    ticks = [n for n in parts.fields_of(entity, FieldType.BOOLEAN) if "paid" in n.split("_")]
    if ticks:
        return (FilterBy(field=ticks[0], op="eq", value=False),)
    flow = parts.flows.get(entity)
    if flow is not None and "paid" in {s.name for s in flow.states}:
        left_out = {"paid", *(s.name for s in side_states(parts, entity))}
        return (
            FilterBy(
                field=flow.field, op="in", value=[s.name for s in flow.states if s.name not in left_out]
            ),
        )
    dates = [n for n in parts.fields_of(entity, *DATES) if "paid" in n.split("_")]
    return (FilterBy(field=dates[0], op="is_null"),) if dates else ()


def _unended(parts: Parts, entity: str) -> tuple[FilterBy, ...]:
    flow = parts.flows.get(entity)
    if flow is not None:
        left = {t.from_state for t in flow.transitions} - set(_ENDED)
        return (FilterBy(field=flow.field, op="in", value=[s.name for s in flow.states if s.name in left]),)
    ended = [n for n in parts.fields_of(entity, *DATES) if set(n.split("_")) & set(_ENDED)]
    if ended:
        return (FilterBy(field=ended[0], op="is_null"),)
    ticks = [n for n in parts.fields_of(entity, FieldType.BOOLEAN) if set(n.split("_")) & set(_ENDED)]
    return (FilterBy(field=ticks[0], op="eq", value=False),) if ticks else ()


def _past(parts: Parts, entity: str, word: str) -> tuple[FilterBy, ...] | None:
    due = next((n for n in parts.fields_of(entity, *DATES) if any(part in n for part in _DUE)), None)
    if due is None:
        return None
    past = FilterBy(field=due, op="past")
    return (past,) if word in _GONE else (past, *_unended(parts, entity))
