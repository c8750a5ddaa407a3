"""What a figure that is asked for says must be kept: the hours of ``hours per volunteer``."""

from sayso.design.knowledge.known import is_person_word, is_talk, known_thing
from sayso.design.language.lemmas import is_plural, noun_lemma
from sayso.design.offline.extraction.evidence import ReportClue
from sayso.design.offline.field_types import known_type
from sayso.design.offline.fields import read_field
from sayso.design.offline.model.names import Names
from sayso.design.offline.option_lists import options_of
from sayso.kit.words import plural, sentence, snake
from sayso.spec.model import PERIODS, Field, FieldType

from .group_by import grouping, when
from .parts import DATES, NUMBERS, Parts
from .sources import MONEY_WORDS, Source, happens
from .worked_out import EARNED, TIMES, is_near, pieces, priced, span_of_time

_FRACTIONS = frozenset(
    (
        *(
            "hour",
            "kilo",
            "kg",
            "ton",
            "tonne",
            "litre",
            "liter",
            "gallon",
            "pound",
            "kilogram",
            "metre",
            "meter",
        ),
        *("hectare", "acre", "kwh", "kwp", "kw", "weight", "mile", "distance", "consumption"),
    )
)
_COUNTABLE = frozenset(
    (
        *(
            "minute",
            "day",
            "night",
            "kilometre",
            "kilometer",
            "km",
            "point",
            "goal",
            "visitor",
            "guest",
            "ticket",
        ),
        *(
            "word",
            "page",
            "piece",
            "unit",
            "item",
            "portion",
            "meal",
            "pallet",
            "seat",
            "copy",
            "head",
            "mileage",
        ),
        *(
            "quantity",
            "participant",
            "score",
            "view",
            "click",
            "step",
            "lap",
            "credit",
            "egg",
            "bottle",
            "box",
        ),
    )
)
_PLACED = frozenset(("department", "team", "class", "branch", "group", "grade", "division", "shift"))
_TEXTS = frozenset((FieldType.TEXT, FieldType.ENUM, FieldType.BOOLEAN))
_MAX = 48


def said_number(parts: Parts, words: list[str]) -> Source | None:
    """A value kept as text that is to be added up is a number."""
    for entity in parts.entities.values():
        for field in entity.fields:
            own = [noun_lemma(part) for part in field.name.split("_")]
            plain = field.type is FieldType.TEXT and not field.required and not field.unique
            several = own == words and is_plural(field.name.rpartition("_")[2])
            named = own == words or own[0] == words[-1] or own[-1] == words[-1]
            if plain and (several or (_measures(words) and named)):
                kind = _kind(words)
                changed = field.model_copy(update={"type": kind, "searchable": False})
                fields = tuple(changed if f is field else f for f in entity.fields)
                parts.change(entity.name, fields=fields)
                return Source(entity.name, field.name)
    return None


def implied_number(parts: Parts, clue: ReportClue, words: list[str], names: Names) -> Source | None:
    """A number that nobody said is kept, on the records that the groupings speak of."""
    stock = bool(set(words) & {"stock", "inventory"})
    if clue.operation == "count" or stock or not any(_measures([word]) for word in words):
        return None
    named = [name for word in words if (name := names.exact(word))]
    unit = next(word for word in reversed(words) if _measures([word]))
    words = [*(w for w in words if w != unit and names.exact(w) is None), unit]
    groups = [group for group in clue.groups if noun_lemma(group[-1]) not in PERIODS]
    timed = len(groups) < len(clue.groups)
    groups = [g for g in groups if any(is_near(grouping(parts, e, g, names)) for e in parts.entities)]
    holders = [
        entity
        for entity in parts.entities
        if all(is_near(grouping(parts, entity, group, names)) for group in groups)
        and (not timed or when(parts, entity) is not None)
    ]
    holders = [e for e in holders if e in named] or holders
    if not (groups or named) or not holders:
        return None
    fitting = [e for e in holders if happens(parts, e)] or [
        e for e in holders if parts.thing(e).kind in {"event", "document", "line", "thing"}
    ]
    if not fitting:
        return None
    entity = min(fitting, key=lambda e: _remoteness(parts, e, groups, names))
    return (
        span_of_time(parts, entity, words)
        or priced(parts, entity, words)
        or pieces(parts, entity, words)
        or _kept(parts, entity, words, clue)
    )


def _remoteness(
    parts: Parts, entity: str, groups: list[list[str]], names: Names
) -> tuple[int, bool, bool, bool, int]:
    paths = [grouping(parts, entity, group, names) or "" for group in groups]
    far = sum(path.count(".") for path in paths)
    undated, still = when(parts, entity) is None, entity not in parts.flows
    return far, still, bool(parts.children(entity)), undated, -len(parts.parents(entity))


def _measures(words: list[str]) -> bool:
    last = words[-1]
    return last in MONEY_WORDS - {"volume"} or last in _FRACTIONS | _COUNTABLE | set(TIMES)


def _kind(words: list[str]) -> FieldType:
    if words[-1] in MONEY_WORDS - {"volume"}:
        return FieldType.MONEY
    return FieldType.DECIMAL if words[-1] in _FRACTIONS else FieldType.INTEGER


def _kept(parts: Parts, entity: str, words: list[str], clue: ReportClue) -> Source | None:
    kind = _kind(words)
    last = "price" if words[-1] in EARNED else words[-1] if kind is FieldType.MONEY else plural(words[-1])
    name = snake("_".join([*(w for w in words[:-1] if w.isalpha()), last]))[:_MAX].strip("_")
    if not name or not name[0].isalpha() or name in parts.names_of(entity):
        return None
    field = Field(
        id=parts.ids.new("fld"), name=name, label=sentence(name), type=kind, source=clue.source[:400]
    )
    parts.change(entity, fields=(*parts.entities[entity].fields, field))
    return Source(entity, name)


def implied_group(
    parts: Parts, source: Source, words: list[str], clue: ReportClue, names: Names
) -> str | None:
    """A value that records are grouped by although nobody said it is kept: the category of tickets."""
    last = noun_lemma(words[-1])
    name = snake("_".join([*words[:-1], last]))[:_MAX]
    talk = is_talk(last) and known_type([last]) is None
    if not name or not name[0].isalpha() or talk or last in PERIODS or names.resolve(last) is not None:
        return None
    owner, path = source.entity, ""
    people = [link for link in parts.parents(source.entity) if parts.thing(link.to_entity).person]
    if last in _PLACED and people and not parts.thing(owner).person:
        owner, path = people[0].to_entity, f"{people[0].name}."
    guess = read_field(name.replace("_", " "))
    known = known_thing(last) is not None or is_person_word(last) or known_type([last]) in _TEXTS
    if not known or name in parts.names_of(owner) or guess.type in {*NUMBERS, *DATES}:
        return None
    options = options_of(guess.options, parts.ids)
    field = Field(
        id=parts.ids.new("fld"),
        name=name,
        label=sentence(name),
        type=FieldType.ENUM if options else FieldType.TEXT,
        options=options,
        searchable=not options,
        source=clue.source[:400],
    )
    parts.change(owner, fields=(*parts.entities[owner].fields, field))
    return f"{path}{name}"
