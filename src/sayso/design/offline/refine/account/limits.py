"""Limits and duties of values that a clause speaks of, held against those of the result."""

import re
from collections.abc import Iterator

from sayso.spec.edits.tree import walk
from sayso.spec.model import AppSpec, Field, Validation

from .vocabulary import number_of, phrases

_NUMBER = re.compile(r"\d+(?:\.\d+)?|[a-z]+")


def refuted_limits(clause: str, before: AppSpec, after: AppSpec) -> Iterator[str]:
    """Words on what may be entered that do not fit what may be entered now."""
    known = {spot.element.id: spot.element for spot in walk(before)}
    for entity in after.entities:
        for field in entity.fields:
            old = known.get(field.id)
            if not isinstance(old, Field) or old == field:
                continue
            if old.required != field.required:
                yield from _duty(clause, is_required=field.required)
            if field.validation is not None and old.validation != field.validation:
                yield from _unsaid(clause, field.validation, old.validation)
                yield from _turned(clause, field.validation)


def _duty(clause: str, *, is_required: bool) -> Iterator[str]:
    """A value that has to be entered although it is said to be free, and the other way round."""
    free = phrases("duties", "free").search(clause)
    bound = phrases("duties", "bound").search(clause)
    if is_required and free and not bound:
        yield free[0]
    if not is_required and not free and not phrases("against", "refusal").search(clause):
        yield bound[0] if bound else clause


def _unsaid(clause: str, limits: Validation, old: Validation | None) -> Iterator[str]:
    """Limits that are no number of the clause, nor next to one."""
    said = {number for word in _NUMBER.findall(clause.lower()) if (number := number_of(word)) is not None}
    near = {0.0, 1.0} | {number + step for number in said for step in (-1, 0, 1)}
    for name in ("min", "max", "min_length", "max_length"):
        value = getattr(limits, name)
        if value is not None and value != getattr(old, name, None) and float(value) not in near:
            yield clause


def _turned(clause: str, limits: Validation) -> Iterator[str]:
    """``at least 3`` where 3 is the most."""
    for name, value, length in (
        ("least", limits.min, limits.min_length),
        ("most", limits.max, limits.max_length),
    ):
        fitting = {value, length, (value or 0) + 1, (value or 0) - 1}
        for match in phrases("limits", name).finditer(clause):
            is_refused = phrases("against", "refusal").search(clause, 0, match.start())
            number = re.match(r"\s*(-?\d+(?:\.\d+)?)", clause[match.end() :])
            if number and not is_refused and float(number[1]) not in fitting:
                yield match[0]
