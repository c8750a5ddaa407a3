"""What people who are not signed in are to see and to do, read from the words that say so."""

import re
from dataclasses import dataclass, field
from functools import cache

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.name_lookup.situation import Situation
from sayso.design.offline.model.names import synonyms
from sayso.design.publicity.actions import actions_in
from sayso.kit.words import singular
from sayso.spec.model import DAY_TYPES, Action, Entity, Field, FieldType

_CONTACT = frozenset({FieldType.EMAIL, FieldType.PHONE})
_ALL = re.compile(
    r"\b(?:everything|anything|it all|the whole (?:app|thing)|all of it|the (?:app|site|website))\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:their|his|her|my|your|our) own\b", re.IGNORECASE)
_FORM = re.compile(r"(?:[\w'-]+ ){0,3}form\b", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|them|that|those|these|this)\b", re.IGNORECASE)


@dataclass(slots=True)
class Wish:
    """What people are to do with an entity; ``verb`` is how it was said, ``fields`` are those named."""

    entity: Entity
    action: Action
    verb: str = ""
    fields: list[str] = field(default_factory=list)


def wishes_of(rest: str, situation: Situation) -> list[Wish]:
    """Every wish in the words; none where they speak of nothing that is there."""
    found: list[Wish] = []
    for part in _parts().split(rest):
        for wish in _part(part, situation):
            known = next((w for w in found if (w.entity.id, w.action) == (wish.entity.id, wish.action)), None)
            if known is None:
                found.append(wish)
            else:
                known.fields += wish.fields
    return found


def entities_of(rest: str, situation: Situation) -> list[Entity]:
    """The entities that words about closing speak of; none where they speak of all."""
    named = [one.entity for one in situation.mentions.entities_in(rest)]
    if named or _ALL.search(rest):
        return named
    verbs = [verb_lemma(word) for word in re.findall(r"[a-z]+", rest.lower())]
    made = [_made(verb, [], situation) for verb in verbs if Action.CREATE in actions_in(verb)]
    offer = next(filter(None, made), None) or _offered(rest, situation)
    if offer is None and _IT.search(rest) and situation.focus.entity:
        offer = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
    return [offer] if offer is not None else []


def is_customer(entity: Entity) -> bool:
    """Whether rows are people from outside, whom strangers must not look up."""
    return entity.person_role is None and any(one.type in _CONTACT for one in entity.fields)


def is_hidden(name: str) -> bool:
    """Whether a field is nobody's business unless it is named."""
    return bool(set(name.split("_")) & word_set("public", "words", "hidden"))


@cache
def _parts() -> re.Pattern[str]:
    verbs = "|".join(sorted(word_set("public", "words", "doing")))
    return re.compile(rf"(?:,|;| and| or| then| also)+ (?=(?:{verbs})\b)", re.IGNORECASE)


def _part(part: str, situation: Situation) -> list[Wish]:
    mentioned = situation.mentions.entities_in(part)
    named = list({one.entity.id: one.entity for one in mentioned}.values())
    first = re.match(r"[\w-]+", part.strip())
    verb = verb_lemma(first[0].lower()) if first else ""
    if verb in word_set("public", "words", "having") or _OWN.search(part):
        return []
    made = _made(verb, named, situation) if _is_making(verb) or _FORM.match(part.strip()) else None
    if made is not None:
        return [Wish(made, Action.CREATE, verb)]
    if _is_making(verb):
        return []
    wishes = [_seen(part, entity, situation) for entity in named]
    if not wishes:
        entity = _offered(part, situation) or _with_fields(part, situation)
        if entity is None and _IT.search(part) and situation.focus.entity:
            entity = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
        wishes = [_seen(part, entity, situation)] if entity is not None else []
    return wishes


def _is_making(verb: str) -> bool:
    """Whether something new comes of it."""
    return Action.CREATE in actions_in(verb) or verb in word_set("public", "words", "making")


def _seen(part: str, entity: Entity, situation: Situation) -> Wish:
    names = [
        one.name for one in situation.mentions.members_in(part, entity) if isinstance(one.element, Field)
    ]
    return Wish(entity, Action.READ, fields=names or _by_last_word(part, entity))


def _by_last_word(part: str, entity: Entity) -> list[str]:
    """Fields that are called by their last word, such as prices for a daily price; only where it is one."""
    said = {singular(word) for word in re.findall(r"[a-z]+", part.lower())}
    by_word: dict[str, list[str]] = {}
    for one in entity.fields:
        by_word.setdefault(one.name.rpartition("_")[2], []).append(one.name)
    return [names[0] for word, names in by_word.items() if word in said and len(names) == 1]


def _made(verb: str, named: list[Entity], situation: Situation) -> Entity | None:
    """What comes to be when somebody books, orders or submits: the event of the verb, else what was named."""
    event = str(load("events")["verbs"].get(verb, ""))
    meant = synonyms(event) if event else frozenset[str]()
    entities = situation.spec.entities
    fitting = [e for e in entities if e.name in meant or e.name.rpartition("_")[2] in meant]
    things = [e for e in named if not (is_customer(e) and is_person_word(e.name))] or named
    if fitting and not any(entity in fitting for entity in things):
        return fitting[0]
    if event and things and len(situation.index.children(things[0].name)) > 0:
        below = {link.child for link in situation.index.children(things[0].name).values()}
        dated = [e for e in entities if e.name in below and (e.name in situation.index.flows or _is_dated(e))]
        if dated:
            return dated[0]
    if things:
        return things[0]
    return (
        next((e for e in entities if _is_dated(e) and situation.index.parents(e.name)), None)
        if event
        else None
    )


def _is_dated(entity: Entity) -> bool:
    return any(one.type in DAY_TYPES for one in entity.fields)


def _offered(part: str, situation: Situation) -> Entity | None:
    """The rows behind a word for a whole offer: the dishes of a menu."""
    words = {singular(word) for word in re.findall(r"[a-z]+", part.lower())}
    said = part.lower().replace(" ", "_")
    offers = word_set("public", "words", "offers")
    if not (words & offers or any(offer in said for offer in offers if "_" in offer)):
        return None
    rows = word_set("public", "words", "rows")
    entities = [e for e in situation.spec.entities if not is_customer(e) and e.person_role is None]
    ranked = [e for e in entities if e.name in rows or e.name.rpartition("_")[2] in rows]
    kinds = {e.name: known.kind for e in entities if (known := known_thing(e.name)) is not None}
    ranked += [e for kind in ("catalogue", "thing") for e in entities if kinds.get(e.name) == kind]
    priced = [e for e in ranked if any(one.type is FieldType.MONEY for one in e.fields)]
    return next(iter([*priced, *ranked]), None)


def _with_fields(part: str, situation: Situation) -> Entity | None:
    """The entity that knows most of the values named, such as prices."""
    counted = [
        (len([m for m in situation.mentions.members_in(part, e) if isinstance(m.element, Field)]), e)
        for e in situation.spec.entities
        if not is_customer(e)
    ]
    most = max(counted, key=lambda one: one[0], default=(0, None))
    return most[1] if most[0] else None
