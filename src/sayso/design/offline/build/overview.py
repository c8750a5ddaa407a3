"""The overview: figures of what is on and what waits, charts, and what comes next."""

from typing import Any

from sayso.design.language.lemmas import is_participle, verb_lemma
from sayso.kit.words import pascal, plural, sentence
from sayso.spec.model import ComponentType, FieldType

from . import components
from .columns import columns_of
from .figures import money_label, side_states
from .parts import DATES, Parts

_MOST = 4
_ENDS = frozenset(("done", "finished", "completed", "ended"))
_DUE = ("due", "deadline", "expir", "best_before", "use_by", "valid_until", "warranty_until", "renewal")


def stats(parts: Parts, entity: str) -> str | None:
    """Figures of an entity, the most pressing first; none where only rows could be counted."""
    figures = [*_when(parts, entity), *_waiting(parts, entity), *_money(parts, entity)]
    figures = [*_late(parts, entity), *figures]
    if len(figures) < _MOST:
        figures.extend(_ticks(parts, entity))
    if len(figures) < 3:
        many = sentence(plural(entity))
        figures.insert(0, {"label": many, "op": "count"})
    if not figures:
        return None
    return components.add(
        parts, ComponentType.STATS, f"{pascal(entity)}Stats", entity, {"stats": figures[:_MOST]}
    )


def _when(parts: Parts, entity: str) -> list[dict[str, Any]]:
    date = parts.date_of(entity)
    if date is None or date not in parts.fields_of(entity, *DATES):
        return []
    many = sentence(plural(entity))
    if not components.is_scheduled(parts, entity):
        return [_count(f"{many} this month", {"field": date, "op": "this_month"})]
    return [
        _count(f"{many} today", {"field": date, "op": "today"}),
        _count("This week", {"field": date, "op": "this_week"}),
    ]


def _late(parts: Parts, entity: str) -> list[dict[str, Any]]:
    """What should have been done: a due day that has passed on a record that is not at its end."""
    due = next((n for n in parts.fields_of(entity, *DATES) if any(word in n for word in _DUE)), None)
    if due is None:
        return []
    runs_out = any(word in due for word in ("expir", "best_before", "use_by", "valid_until", "renewal"))
    past = {"field": due, "op": "past"}
    if runs_out:
        soon = _count("Running out this month", {"field": due, "op": "this_month"})
        return [soon, _count("Expired", past)]
    flow = parts.flows.get(entity)
    if flow is None:
        closing = [n for n in parts.fields_of(entity, *DATES) if "return" in n or "paid" in n or "done" in n]
        ticks = [
            n
            for n in parts.fields_of(entity, FieldType.BOOLEAN)
            if {"paid", "done", "returned"} & set(n.split("_"))
        ]
        if closing and closing[0] != due:
            return [_count("Overdue", past, {"field": closing[0], "op": "is_null"})]
        return [_count("Overdue", past, {"field": ticks[0], "op": "eq", "value": False})] if ticks else []
    left = {t.from_state for t in flow.transitions}
    open_states = [s.name for s in flow.states if s.name in left]
    return [_count("Overdue", past, {"field": flow.field, "op": "in", "value": open_states})]


def _waiting(parts: Parts, entity: str) -> list[dict[str, Any]]:
    """Records in their first state, called by what is to be done with them; then those in hand."""
    flow = parts.flows.get(entity)
    if flow is None:
        return []
    side = {s.name for s in side_states(parts, entity)}
    labels = {s.name: s.label for s in flow.states}
    following = next(
        (t for t in flow.transitions if t.from_state == flow.initial and t.to_state not in side), None
    )
    label = labels[flow.initial]
    if following is not None and is_participle(following.to_state) and following.to_state not in _ENDS:
        label = f"To {verb_lemma(following.to_state)}"
    figures = [_count(label, {"field": flow.field, "op": "eq", "value": flow.initial})]
    left = {t.from_state for t in flow.transitions}
    middle = [s for s in flow.states if s.name in left and s.name != flow.initial and s.name not in side]
    if middle and parts.date_of(entity) is None:
        figures.extend(
            _count(s.label, {"field": flow.field, "op": "eq", "value": s.name}) for s in middle[:2]
        )
    return figures


def _money(parts: Parts, entity: str) -> list[dict[str, Any]]:
    money = parts.money_of(entity)
    if not money or parts.thing(entity).kind in {"customer", "staff", "catalogue", "place"}:
        return []
    date, flow = parts.date_of(entity), parts.flows.get(entity)
    asked = [
        r.measures[0].label
        for r in parts.reports
        if r.entity == entity and r.source and r.measures[0].field == money[0] and r.measures[0].op == "sum"
    ]
    label = next((name for name in asked if name), money_label(parts, entity, money[0]))
    wanted: list[dict[str, Any]] = []
    if date:
        wanted.append({"field": date, "op": "this_month"})
    left_out = {s.name for s in side_states(parts, entity)}
    if flow and left_out:
        kept = [s.name for s in flow.states if s.name not in left_out]
        wanted.append({"field": flow.field, "op": "in", "value": kept})
    figure = {"label": f"{label}{' this month' if date else ''}", "op": "sum", "field": money[0]}
    return [{**figure, "filters": wanted} if wanted else figure]


def _ticks(parts: Parts, entity: str) -> list[dict[str, Any]]:
    named = {f.name: f.label for f in parts.entities[entity].fields if f.type is FieldType.BOOLEAN}
    figures: list[dict[str, Any]] = []
    for name, label in list(named.items())[:2]:
        opened = set(name.split("_")) & {"paid", "done", "returned", "resolved", "collected", "checked"}
        said = f"Not {label.lower()}" if opened else label
        figures.append(_count(said, {"field": name, "op": "eq", "value": not opened}))
    return figures


def _count(label: str, *filters: dict[str, Any]) -> dict[str, Any]:
    return {"label": label[:160], "op": "count", "filters": list(filters)}


def coming(parts: Parts, entity: str) -> str:
    """What comes up next where things are planned, else the newest."""
    date = parts.date_of(entity)
    columns = columns_of(parts, entity, 4)
    status = parts.flows[entity].field if entity in parts.flows else None
    if date and date not in columns:
        columns = [*columns[:3], date]
    if status and status not in columns:
        columns = [*columns[:3], status] if date != columns[-1] else [*columns[:2], date, status]
    props: dict[str, Any] = {"columns": list(dict.fromkeys(columns)), "page_size": 8}
    many = pascal(plural(entity))
    if date is None:
        return components.add(parts, ComponentType.LIST, f"Recent{many}", entity, props)
    if not components.is_scheduled(parts, entity):
        props["sort"] = [{"field": date, "descending": True}]
        return components.add(parts, ComponentType.LIST, f"Recent{many}", entity, props)
    props["sort"] = [{"field": date, "descending": False}]
    props["filters"] = [{"field": date, "op": "upcoming"}]
    return components.add(parts, ComponentType.LIST, f"Upcoming{many}", entity, props)
