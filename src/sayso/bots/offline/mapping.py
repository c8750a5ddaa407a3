"""Which value of a record or row goes into which field: by what is said, by names and labels, by kinds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.devloop.programs.facts import FieldFacts
from sayso.phrases.lists import listed
from sayso.phrases.matching import fit
from sayso.phrases.things import Thing

_PAIR = (
    r"\b(?P<one>[a-z][\w-]*(?:\s+(?!as\b|to\b|into\b)[a-z][\w-]*)?)\s+(?:as|to|into|in|->"
    r"|→|=>|becomes|is)\s+(?:the\s+)?(?P<other>[a-z][\w-]*(?:\s+[a-z][\w-]*)?)"
)
_NUMBERS = frozenset(("integer", "decimal", "money"))
_DAYS = frozenset(("date", "datetime"))
_UNWRITTEN = frozenset(("json", "image", "file", "uuid", "multi_enum"))
LIKELY = 0.78


@dataclass(frozen=True, slots=True)
class Value:
    """Something that may go into a field: ``kind`` is ``text``, ``number``, ``date`` or ``any``."""

    name: str
    labels: tuple[str, ...]
    kind: str = "any"


@dataclass(frozen=True, slots=True)
class Mapped:
    """A value with the field that it goes into."""

    value: Value
    field: FieldFacts


def writable(thing: Thing) -> list[FieldFacts]:
    """Fields that may be given."""
    return [one for one in thing.fields if not one.get("computed") and one["type"] not in _UNWRITTEN]


def mapped(values: Sequence[Value], thing: Thing, text: str = "") -> list[Mapped]:
    """Each field with its best value; what words say wins, then the best names."""
    fields = writable(thing)
    found: list[Mapped] = []
    for one, other in _said(text, values, fields):
        found.append(Mapped(one, other))
    scored = sorted(
        ((_score(value, field), value, field) for value in values for field in fields if _goes(value, field)),
        key=lambda one: -one[0],
    )
    for score, value, field in scored:
        is_taken = any(one.field["name"] == field["name"] or one.value.name == value.name for one in found)
        if score >= LIKELY and not is_taken:
            found.append(Mapped(value, field))
    _by_custom(found, values, thing, fields)
    order = [one["name"] for one in fields]
    return sorted(found, key=lambda one: order.index(one.field["name"]))


def _said(text: str, values: Sequence[Value], fields: Sequence[FieldFacts]) -> list[tuple[Value, FieldFacts]]:
    found = []
    for pair in re.finditer(_PAIR, text.lower()):
        value = _best(pair["one"], [one.labels for one in values])
        field = _best(pair["other"], [(one["name"], one["label"]) for one in fields])
        if value is not None and field is not None:
            found.append((values[value], fields[field]))
    return found


def _best(said: str, names: Sequence[tuple[str, ...]]) -> int | None:
    """The place of what words name best, as they stand or by their first or last one."""
    words = said.split()
    tails = [said, words[0], words[-1]]
    scored = [(fit(tail, *each), place) for tail in tails for place, each in enumerate(names)]
    best = max(scored, default=(0.0, 0))
    return best[1] if best[0] >= 0.9 else None


def _score(value: Value, field: FieldFacts) -> float:
    return max(fit(one, field["name"], field["label"]) for one in value.labels if one)


def _goes(value: Value, field: FieldFacts) -> bool:
    """Whether values of a kind can stand in a field."""
    kind = field["type"]
    if kind in _NUMBERS:
        return value.kind in {"number", "any"}
    if kind in _DAYS:
        return value.kind in {"date", "any"}
    if kind == "boolean":
        return value.kind in {"flag", "any"}
    return value.kind != "date" or kind in {"text", "long_text"}


def _by_custom(
    found: list[Mapped], values: Sequence[Value], thing: Thing, fields: Sequence[FieldFacts]
) -> None:
    """What usually means the same where names differ: titles, links, dates, longer texts."""
    for name in ("email", "phone"):
        value = next(
            (one for one in values if any(name in label.lower().replace("-", "") for label in one.labels)),
            None,
        )
        field = next((one for one in fields if one["type"] == name), None)
        taken = {one.value.name for one in found} | {one.field["name"] for one in found}
        if value is not None and field is not None and not taken & {value.name, field["name"]}:
            found.append(Mapped(value, field))
    for name in ("title", "link", "date", "text"):
        usual = frozenset(listed("prefer", name))
        free = [one for one in fields if all(each.field["name"] != one["name"] for each in found)]
        left = [one for one in values if all(each.value.name != one.name for each in found)]
        value = next(
            (
                one
                for one in left
                if {part for label in one.labels for part in re.split(r"[\s_]+", label.lower())} & usual
            ),
            None,
        )
        field = next(
            (one for one in free if set(one["name"].split("_")) & usual or _is_usual(one, name, thing)), None
        )
        if value is not None and field is not None and _goes(value, field):
            found.append(Mapped(value, field))


def _is_usual(field: FieldFacts, name: str, thing: Thing) -> bool:
    if name == "title":
        return field["name"] == thing.title_field
    return {"link": "url", "text": "long_text"}.get(name) == field["type"] or (
        name == "date" and field["type"] in _DAYS
    )


def missing(found: Sequence[Mapped], thing: Thing) -> list[FieldFacts]:
    """Fields that a new row has to have and nothing gives."""
    given = {one.field["name"] for one in found}
    return [
        one
        for one in writable(thing)
        if one.get("required")
        and one["name"] not in given
        and one["type"] != "boolean"
        and one["name"] != thing.state_field
    ]


def missing_parents(thing: Thing, given: Sequence[str] = ()) -> list[str]:
    """Relations that a new row has to have and nothing gives."""
    return [one["name"] for one in thing.relations if one.get("required") and one["name"] not in given]
