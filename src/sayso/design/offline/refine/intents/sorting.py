"""``sort jobs newest first``, ``the list of games sorted by minutes``, ``order by price, highest first``."""

import re

from sayso.design.offline.refine.likeness import key
from sayso.design.offline.refine.screens import components_for, dated, main_entity
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import sentence
from sayso.spec.edits import Edit, Kind, change
from sayso.spec.model import ComponentType, Computed, Entity, Field, FieldType, Json

from .showing import ensured, placed

_DOWN = r"(?:newest|latest|most recent|highest|biggest|largest|most expensive|longest|last|best)"
_UP = r"(?:oldest|earliest|lowest|smallest|cheapest|shortest|next|soonest)"
_FIRST = pattern(
    rf"\b(?:(?P<down>{_DOWN})|(?P<up>{_UP}))(?: ones?| entries| {{generic}})?(?: [\w-]+)?"
    r"(?:,? (?:first|on top|at the top|on the top|up top|to the top))\b"
)
_BY = re.compile(
    r"\b(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?|arranged?)(?: (?P<what>[\w' -]+?))?(?: always)? by "
    r"(?:the |their |its )?(?P<by>[\w' -]+?)(?=,|$|\s+(?:with|from|in|descending|ascending|desc|asc|newest|"
    r"highest|lowest|and|please)\b)",
    re.IGNORECASE,
)
_DESCENDING = re.compile(rf"\b(?:desc|descending|reverse|backwards|z to a|{_DOWN} first)\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:pages?|menu|tabs?|columns?|fields?|kanban|board|calendar|chart)\b", re.IGNORECASE)
_ALPHABET = re.compile(r"\balphabetical(?:ly)?\b|\bfrom a to z\b|\ba-z\b", re.IGNORECASE)


def sort_rows(clause: str, situation: Situation) -> Change | None:
    """The order of the rows of a table; the table is shown if it was not."""
    by, first = _BY.search(clause), _FIRST.search(clause)
    alphabetical = _ALPHABET.search(clause)
    if not (by or first or alphabetical) or _OTHER.search(clause):
        return None
    if first and not by and re.search(r"\b(?:put|move|place) the\b", clause):
        return None
    text = clause[: by.start("by")] if by else clause
    found = situation.mentions.entities_in(text)
    near = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
    entity = found[0].entity if found else near or main_entity(situation)
    if entity is not None and by and not found and situation.mentions.member(by["by"], entity) is None:
        entity = _having(by["by"], entity, situation)
    if entity is None:
        return None
    name = _field(by["by"] if by else "", entity, situation, alphabetical=bool(alphabetical), clause=clause)
    if name is None:
        return None
    sort: list[Json] = [{"field": name, "descending": _descends(clause, entity, name, by is not None)}]
    made = ensured(situation, entity, ComponentType.TABLE, clause, {"sort": sort})
    if made is None:
        return None
    component, edits = made
    edits += [
        change(Kind.COMPONENT, other.id, props={**other.props, "sort": sort})
        for other in components_for(situation.spec, ComponentType.TABLE, entity.name)
        if other.id != component.id and other.type is ComponentType.TABLE
    ]
    changes: tuple[Edit, ...] = (*edits, *placed(situation, component))
    focus = Focus(entity=entity.id, component=component.id)
    how = _way(entity, name, situation, first=_descends(clause, entity, name, by is not None))
    said = f"{sentence(many(entity))} are sorted by {name.replace('_', ' ')}{how}"
    return Change(f"{said}{' now' if changes else ' already'}.", changes, focus=focus)


def _having(phrase: str, entity: Entity, situation: Situation) -> Entity | None:
    """Whose list is meant where the nearest has no such value."""
    member = situation.mentions.member(phrase, least=0.9)
    return entity if _day(phrase, entity) or member is None else member.entity


def _day(phrase: str, entity: Entity) -> str | None:
    """*By date* is by the day that counts for a record, whatever it is called."""
    return next(iter(dated(entity)), None) if key(phrase) == ("date",) else None


def _field(
    phrase: str, entity: Entity, situation: Situation, *, alphabetical: bool, clause: str
) -> str | None:
    if alphabetical and not phrase:
        return situation.index.title_field(entity.name)
    if phrase:
        member = situation.mentions.member(phrase, entity)
        return member.name if member else _day(phrase, entity)
    if re.search(r"\b(?:highest|biggest|largest|most expensive|lowest|smallest|cheapest)\b", clause):
        numbers = [f for f in entity.fields if f.type is FieldType.MONEY] or [
            f for f in entity.fields if f.type in {FieldType.DECIMAL, FieldType.INTEGER}
        ]
        named = [m for m in situation.mentions.members_in(clause, entity) if m.element in numbers]
        return named[0].name if named else next((f.name for f in numbers), None)
    return next(iter(dated(entity)), "created_at")


def _descends(clause: str, entity: Entity, name: str, told: bool) -> bool:
    if _DESCENDING.search(clause):
        return True
    first = _FIRST.search(clause)
    if first is not None:
        return bool(first["down"])
    del entity, name
    return False if told else not _ALPHABET.search(clause)


def _way(entity: Entity, name: str, situation: Situation, *, first: bool) -> str:
    element = next((e for n, e in situation.mentions.members(entity) if n == name), None)
    kind = element.type if isinstance(element, Field | Computed) else None
    if kind in {FieldType.DATE, FieldType.DATETIME} or name == "created_at":
        return ", newest first" if first else ", oldest first"
    if kind in {FieldType.MONEY, FieldType.DECIMAL, FieldType.INTEGER}:
        return ", highest first" if first else ", lowest first"
    return ", backwards" if first else ""
