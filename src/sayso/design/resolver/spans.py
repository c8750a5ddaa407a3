"""Spans of time: bounds of how long a row lasts, and of how old somebody is, as rules."""

import re
from typing import Any

from sayso.design.formulas.lengths import between, span_of
from sayso.kit.words import sentence, snake
from sayso.spec.model import Entity, Field, FieldType

from .elements import member_of
from .numbers import limits_in
from .work import Work

_UNIT = re.compile(
    r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(minutes?|hours?|days?|nights?)\b"
)
_BORN = re.compile(r"(?:^|_)(?:birth|born|birthday|dob|birthdate)(?:_|$)")
_SAID = {"max": ("<=", "at most"), "min": (">=", "at least")}


def lasting_of(work: Work, at: int, entity: Entity) -> dict[str, Any] | None:
    """The rule that rows last at least or at most so long: *no shift longer than 12 hours*."""
    found, bounds = _UNIT.search(work.text(at).lower()), limits_in(work.text(at), work.before(at))
    span = span_of(entity)
    if found is None or span is None or not bounds or set(bounds) - {"min", "max"}:
        return None
    unit = found[2] if found[2].endswith("s") else f"{found[2]}s"
    expression = between(entity, unit)
    if expression is None:
        return None
    return bounded(expression, bounds, entity.display_name, "last", unit)


def age_of(work: Work, at: int, value: str, entity: Entity) -> dict[str, Any] | None:
    """The rule that somebody is so many years old, where the value is a day of birth."""
    found, bounds = member_of(work, value, entity), limits_in(work.text(at), work.before(at))
    if found is None or not isinstance(found.element, Field) or found.element.type is not FieldType.DATE:
        return None
    if not bounds or set(bounds) - {"min", "max"} or _BORN.search(found.name) is None:
        return None
    return bounded(f"years_between({found.name}, today())", bounds, entity.display_name, "be", "years old")


def bounded(
    expression: str, bounds: dict[str, int | float], name: str, verb: str, unit: str = ""
) -> dict[str, str]:
    """The rule that an expression lies within bounds, in the words of models."""
    parts = [f"{expression} {_SAID[bound][0]} {value}" for bound, value in sorted(bounds.items())]
    said = [f"{_SAID[bound][1]} {value}" for bound, value in sorted(bounds.items())]
    return {
        "name": snake(f"{name} {' '.join(said)}")[:48].strip("_"),
        "expression": " and ".join(parts),
        "message": f"{sentence(name)} must {verb} {' and '.join(said)} {unit}".strip() + ".",
    }
