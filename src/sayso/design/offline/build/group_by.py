"""By what a figure is grouped: a field, a state, a link, or a field of what rows belong to."""

from sayso.design.knowledge.known import is_person_word
from sayso.design.language.lemmas import noun_lemma
from sayso.design.offline.model.names import Names
from sayso.spec.model import PERIODS, FieldType, Relationship

from .columns import title_of
from .parts import DATES, Parts

_STATUS = frozenset(("status", "state", "stage", "phase"))
_KIND = frozenset(("kind", "type", "sort"))
_RESPONSIBLE = frozenset(
    ("owner", "assignee", "assigned_to", "responsible", "agent", "handler", "salesperson", "rep", "user")
)
_NEVER = frozenset((FieldType.LONG_TEXT, FieldType.FILE, FieldType.IMAGE, FieldType.JSON))


def when(parts: Parts, entity: str) -> str | None:
    """The date that a period cuts."""
    dates = [
        name
        for name in parts.fields_of(entity, *DATES)
        if not {"birth", "birthday", "until", "valid"} & set(name.split("_"))
    ]
    return parts.date_of(entity) or next(iter(dates), None)


def grouping(parts: Parts, entity: str, words: list[str], names: Names) -> str | None:
    """The field or path that words of a grouping mean for rows of an entity."""
    last = noun_lemma(words[-1])
    if last in PERIODS:
        return last
    if last in _STATUS and entity in parts.flows:
        return parts.flows[entity].field
    if last == "who":
        return _who(parts, entity)
    name = "_".join([*words[:-1], last])
    target = names.exact(name) or names.exact(last)
    if target == entity:
        return title_of(parts, entity)
    return (
        (path_to(parts, entity, target) if target is not None else None)
        or _own(parts, entity, name, last)
        or _of_owners(parts, entity, name, last)
        or _of_kind(parts, entity, last)
        or _of_longer_name(parts, entity, last, names)
        or (_in_charge(parts, entity) if _is_person(parts, last) else None)
    )


def _own(parts: Parts, entity: str, name: str, last: str) -> str | None:
    for field in parts.entities[entity].fields:
        meant = (
            field.name in {name, last} or noun_lemma(field.name) == last or field.name.endswith(f"_{last}")
        )
        if meant and field.type not in _NEVER:
            return field.name
    return None


def _of_owners(parts: Parts, entity: str, name: str, last: str) -> str | None:
    for path, owner in _above(parts, entity):
        for field in parts.entities[owner].fields:
            if field.name in {name, last} and field.type not in _NEVER:
                return f"{path}.{field.name}"
    return None


def _of_longer_name(parts: Parts, entity: str, last: str, names: Names) -> str | None:
    """``per trip`` where the trips are called school trips."""
    target = names.resolve(last)
    if target is None:
        return None
    return title_of(parts, entity) if target == entity else path_to(parts, entity, target)


def _of_kind(parts: Parts, entity: str, last: str) -> str | None:
    """``per kind`` means the one choice that rows make."""
    choices = [f.name for f in parts.entities[entity].fields if f.type is FieldType.ENUM]
    return choices[0] if last in _KIND and len(choices) == 1 else None


def _is_person(parts: Parts, word: str) -> bool:
    return is_person_word(word) or any(word in role.name.split("_") for role in parts.business.roles)


def _in_charge(parts: Parts, entity: str) -> str | None:
    """``per rep``: whoever a record is in the hands of."""
    return next((f.name for f in parts.entities[entity].fields if f.name in _RESPONSIBLE), None)


def _who(parts: Parts, entity: str) -> str | None:
    people = [link.name for link in parts.parents(entity) if parts.thing(link.to_entity).person]
    return people[0] if people else _in_charge(parts, entity)


def _above(parts: Parts, entity: str) -> list[tuple[str, str]]:
    """What rows belong to, near ones first, each with the path that leads there."""
    near: list[Relationship] = parts.parents(entity)
    further = [(link, more) for link in near for more in parts.parents(link.to_entity)]
    return [
        *((link.name, link.to_entity) for link in near),
        *((f"{link.name}.{more.name}", more.to_entity) for link, more in further if more.to_entity != entity),
    ]


def path_to(parts: Parts, entity: str, target: str) -> str | None:
    """The path from rows of an entity to what they belong to, at most two steps away."""
    return next((path for path, owner in _above(parts, entity) if owner == target), None)
