"""Days that run on until something is done: how long it is open or late, and what is charged for that."""

import re

from sayso.design.formulas.lengths import span_of
from sayso.spec.model import Computed, FieldType

from .parts import Parts

_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n+")
_LATE = re.compile(r"\b(?:late|overdue|after the due date|past the due date)\b", re.IGNORECASE)
_CHARGED = re.compile(
    r"\b(?:charges?|charged|fees?|fines?|pays?|costs?|penalty|surcharge|owes?)\b", re.IGNORECASE
)
_MONEY = r"(?:€|\$|£|euros?|eur|dollars?|usd|pounds?|gbp|(?P<cents>cents?|pence|ct))"
_PER_DAY = re.compile(
    rf"(?:[€$£]\s*)?(?P<amount>\d+(?:\.\d+)?)\s*{_MONEY}?\s*(?:per|a|each|every|for (?:each|every)|/)\s*"
    r"(?:(?:late|extra|overdue|calendar)\s+)?day\b",
    re.IGNORECASE,
)
_DUE = ("due", "deadline", "until")
_DONE = ("returned", "return", "brought", "back", "paid", "completed", "finished", "delivered", "handed")


def build_lateness(parts: Parts) -> None:
    """Work out days that were asked for, and what being late costs."""
    for entity in parts.entities:
        for field in parts.entities[entity].fields:
            days = _days(parts, entity, field.name)
            if days is not None:
                value = Computed(
                    id=field.id,
                    name=field.name,
                    label=field.label,
                    type=FieldType.INTEGER,
                    expression=days,
                    source=field.source,
                )
                parts.change(entity, fields=tuple(f for f in parts.entities[entity].fields if f is not field))
                parts.add_computed(entity, value)
    _late_fees(parts)


def _days(parts: Parts, entity: str, name: str) -> str | None:
    """``days open`` and ``days overdue``, until today while nothing has ended them."""
    if name in {"days_late", "days_overdue"}:
        return _days_late(parts, entity)
    span = span_of(parts.entities[entity]) if name in {"days_open", "open_days"} else None
    if span is None:
        return None
    start, end = (f"date({f.name})" if f.type is FieldType.DATETIME else f.name for f in span)
    return f"days_between({start}, coalesce({end}, today()))"


def _late_fees(parts: Parts) -> None:
    """Add what is charged by the day, from the day a record is due to the day it is done or today."""
    for said in _SENTENCES.split(parts.business.text):
        rate = _PER_DAY.search(said)
        if rate is None or not _LATE.search(said) or not _CHARGED.search(said):
            continue
        for entity in parts.entities:
            days = _days_late(parts, entity)
            name = "fine" if re.search(r"\bfine", said, re.IGNORECASE) else "late_fee"
            if days is None or name in parts.names_of(entity):
                continue
            amount = float(rate["amount"]) / (100 if rate["cents"] else 1)
            value = Computed(
                id=parts.ids.new("cmp"),
                name=name,
                label=name.replace("_", " ").capitalize(),
                type=FieldType.MONEY,
                expression=f"{days} * {amount:g}",
                source=said.strip()[:400],
            )
            parts.add_computed(entity, value)
            break


def _days_late(parts: Parts, entity: str) -> str | None:
    """The days from when a record is due to when it was done, none before."""
    dates = parts.fields_of(entity, FieldType.DATE)
    due = next((n for n in dates if set(n.split("_")) & {*_DUE}), None)
    done = next((n for n in dates if n != due and set(n.split("_")) & {*_DONE}), None)
    if due is None or done is None:
        return None
    return f"greatest(0, days_between({due}, coalesce({done}, today())))"
