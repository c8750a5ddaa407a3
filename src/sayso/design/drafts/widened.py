"""What a second reader found in a description beyond the first: things, values, links, and people who act."""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.catalogue.lexicon import profile_of
from sayso.catalogue.senses import Sense, is_noun
from sayso.catalogue.words import is_weightless, word_list
from sayso.design.agents.execution import Carrier
from sayso.design.agents.language.items import Item, new_item
from sayso.design.agents.language.short import short_form
from sayso.design.agents.model_refinement import usual_edits
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.tags import tag
from sayso.design.language.tokens import tokenize
from sayso.design.types import Wish
from sayso.kit.ids import IdSource
from sayso.kit.words import sentence, singular, snake
from sayso.reader.types import Reading, Span
from sayso.spec.edits import Kind, apply
from sayso.spec.model import AppSpec, Entity

from .alike import same_in
from .description_words import Said
from .items import entity_item, field_items, link_items
from .stated import is_sound, is_thing, is_told

_MOST, _LONGEST, _CORE = 12, 2, 3
_TOLD = 2
_THINGS = frozenset({"thing", "one", "many", "attr"})
_DOES, _MAY = frozenset({"act"}), frozenset({"act", "may", "move"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_WHY = "Usual for such records."


@dataclass(frozen=True, slots=True)
class Second:
    """The reading of a second reader and what it makes of it.

    With ``is_strict`` the first one found a design that says it all: then a thing has to have values or links
    that were stated, and links say nothing that follows from others.
    """

    spec: AppSpec
    reading: Reading
    least: float
    is_strict: bool


def widened(spec: AppSpec, second: Second, said: Said, ids: IdSource) -> AppSpec:
    """The spec with what the second reader found beyond it, and with pages and rights for that."""
    carrier = Carrier(spec, ids, lambda *_: None, why=_WHY)
    other = second.spec
    places = {one.name: one.name for one in spec.entities}
    for entity in other.entities:
        same = same_in(_bare(entity.name), places.values())
        if same is not None:
            places[entity.name] = same
    fresh = [one for one in other.entities if one.name not in places and _is_sure(one, second, spec, said)]
    fresh = fresh[: max(0, _MOST - len(spec.entities))]
    places |= {one.name: one.name for one in fresh}
    carrier.take([_filled(one) for one in fresh])
    for entity in other.entities:
        if entity not in fresh and entity.name in places:
            carrier.take(field_items(entity, places[entity.name], carrier.spec))
    links = link_items(other.relationships, places, {one.name for one in fresh}, carrier.spec)
    carrier.take(one for one in links if not (second.is_strict and _follows(one, carrier.spec)))
    for item in _people(second, said, carrier):
        carrier.take([item])
    if carrier.spec is spec:
        return spec
    whole = apply(carrier.spec, usual_edits(Wish("", spec, ids), carrier.spec))
    return whole.spec if whole.ok else spec


def _filled(entity: Entity) -> Item:
    """A thing with two values at least: what is usual for such things, where fewer were told."""
    item = entity_item(entity)
    fields = item.data["element"]["fields"]
    known = {field["name"] for field in fields}
    for one in (*profile_of(entity.name).core, *profile_of(entity.name).usual):
        field = short_form(Kind.FIELD, one)
        if len(fields) < _TOLD and field["name"] not in known:
            fields.append({**field, "assumed": _WHY})
    return item


def _is_sure(entity: Entity, second: Second, spec: AppSpec, said: Said) -> bool:
    """Whether a thing that the first reader did not see is one to keep."""
    last = entity.name.rsplit("_", maxsplit=1)[-1]
    told = sum(field.source is not None for field in entity.fields)
    if told < _TOLD and (is_weightless(last) or entity.name in word_list("unkept")):
        return False
    if not told and same_in(entity.name, _roles(spec)) is not None:
        return False
    if second.is_strict and not told and not _is_tied(entity, second.spec):
        return False
    is_fit = (is_told(entity, said) or is_thing(entity.name, said)) and not said.refuses(entity.name)
    return is_fit and is_sound(entity, said) and last in _nouns(said.text)


def _roles(spec: AppSpec) -> list[str]:
    return [one.name for one in spec.permissions.roles if one.source is not None]


def _is_tied(entity: Entity, spec: AppSpec) -> bool:
    return any(
        link.source is not None and entity.name in {link.from_entity, link.to_entity}
        for link in spec.relationships
    )


def _nouns(text: str) -> set[str]:
    nouns = {token.word for token in tag(tokenize(text)) if token.tag in _NOUNS}
    return nouns | set(map(singular, nouns))


def _bare(name: str) -> str:
    """A name without what only says which: ``session`` for a *booked session*."""
    parts = name.split("_")
    while len(parts) > 1 and not is_noun(parts[0]):
        parts = parts[1:]
    return "_".join(parts)


def _follows(item: Item, spec: AppSpec) -> bool:
    """Whether two things hang together already: one through others, or both through a thing between them."""
    one, other = item.data["element"]["from"], item.data["element"]["to"]
    if other in _above(one, spec) or one in _above(other, spec):
        return True
    below = [
        {link.from_entity for link in spec.relationships if link.to_entity == name} for name in (one, other)
    ]
    return bool(below[0] & below[1])


def _above(name: str, spec: AppSpec) -> set[str]:
    """Everything that a thing belongs to, directly or through others."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        at = waiting.pop()
        parents = {link.to_entity for link in spec.relationships if link.from_entity == at} - found
        found |= parents
        waiting += parents
    return found


def _people(second: Second, said: Said, carrier: Carrier) -> Iterator[Item]:
    """People who do something with things, each with a link from what they do it with."""
    is_software = said.written.is_about_software
    spans = second.reading.spans
    for at, span in enumerate(spans):
        names = [one.name for one in carrier.spec.entities]
        name = singular(snake(span.text)).removeprefix("the_")
        deed = spans[span.head] if span.head is not None else None
        if (
            span.role != "actor"
            or span.sureness < second.least
            or len(names) >= _MOST
            or deed is None
            or not _does_something(deed, _MAY if is_software else _DOES)
            or not _is_person(name, said)
            or same_in(name, names) is not None
            or (not is_software and same_in(name, _roles(carrier.spec)) is not None)
        ):
            continue
        fields = [short_form(Kind.FIELD, one) | {"assumed": _WHY} for one in profile_of(name).core[:_CORE]]
        source = said.sentence_of(name)
        element = {"name": name, "display_name": sentence(name), "fields": fields, "source": source}
        yield new_item("add", Kind.ENTITY, f"entities.{name}", element=element)
        for one in spans[at + 1 :]:
            used = same_in(singular(snake(one.text)), names) if one.role in _THINGS else None
            if one.head == span.head and used is not None:
                link = {"from": used, "to": name, "kind": "belongs_to", "source": source}
                yield new_item("add", Kind.RELATIONSHIP, f"{used}.{name}", element=link)
                break


def _does_something(deed: Span, roles: frozenset[str]) -> bool:
    first = deed.text.split()[0].lower() if deed.text.split() else ""
    return deed.role in roles and verb_lemma(first) not in word_list("speaking")


def _is_person(name: str, said: Said) -> bool:
    return (
        len(name.split("_")) <= _LONGEST
        and name.replace("_", "").isalpha()
        and profile_of(name).sense is Sense.PERSON
        and name.rsplit("_", maxsplit=1)[-1] not in word_list("unkept")
        and is_thing(name, said)
        and not said.refuses(name)
    )
