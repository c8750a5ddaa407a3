"""What is left of an allowance: ``every employee has 25 vacation days a year``, less what they took."""

import re

from sayso.design.language.lemmas import noun_lemma
from sayso.design.offline.model.names import Names
from sayso.kit.words import sentence, snake
from sayso.spec.model import Computed, Field, FieldType, Relationship

from .parts import DATES, NUMBERS, Parts

_GIVEN = re.compile(
    r"\b(?:each|every|all|an?|our)\s+(?P<owner>[a-z][a-z-]*)\s+(?:has|have|gets?|receives?)\s+(?P<many>\d+)\s+"
    r"(?P<unit>[a-z]+(?:\s[a-z]+){0,2}?)\s+(?:a|per|each|every)\s+(?P<period>year|month)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"\b(?:left|remaining|remain|balance|still has|still have)\b", re.IGNORECASE)
_GRANTED = ("approved", "accepted", "confirmed")


def build_allowances(parts: Parts) -> None:
    """Add how much everybody is allowed, and how much of it is left where that was asked for."""
    text = parts.business.text
    names = Names(set(parts.entities))
    for said in _GIVEN.finditer(text):
        entity = names.resolve(snake(said["owner"].lower()))
        taken = _taken(parts, entity, said) if entity and _LEFT.search(text) else None
        name = snake(said["unit"].lower())
        left = f"{name.rpartition('_')[2]}_left"
        if entity is None or taken is None or {name, left} & parts.names_of(entity):
            continue
        allowed = Field(
            id=parts.ids.new("fld"),
            name=name,
            label=sentence(name),
            type=FieldType.INTEGER,
            default=int(said["many"]),
            source=said[0],
        )
        value = Computed(
            id=parts.ids.new("cmp"),
            name=left,
            label=sentence(left),
            type=FieldType.DECIMAL,
            expression=f"{name} - {taken}",
            source=said[0],
        )
        parts.change(entity, fields=(*parts.entities[entity].fields, allowed))
        parts.add_computed(entity, value)


def _taken(parts: Parts, entity: str, said: re.Match[str]) -> str | None:
    """The sum over what belongs to a row and counts in the same unit, of this year or month."""
    unit = noun_lemma(said["unit"].lower().split()[-1])
    for link in parts.children(entity):
        for number in parts.fields_of(link.from_entity, *NUMBERS):
            if noun_lemma(number.split("_")[-1]) == unit:
                when = _when(parts, link, said["period"].lower())
                return f"sum({link.inverse}.{number}{when})"
    return None


def _when(parts: Parts, link: Relationship, period: str) -> str:
    """Only rows that were granted, and whose day lies in the present period."""
    row, child = link.inverse, link.from_entity
    told: list[str] = []
    flow = parts.flows.get(child)
    granted = next((s.name for s in flow.states if s.name in _GRANTED), None) if flow else None
    if flow is not None and granted is not None:
        told.append(f'{row}.{flow.field} == "{granted}"')
    day = next(iter(parts.fields_of(child, *DATES)), None)
    if day is not None:
        cut = ("year", "month") if period == "month" else ("year",)
        told += [f"{part}({row}.{day}) == {part}(today())" for part in cut]
    return f", when={' and '.join(told)}" if told else ""
