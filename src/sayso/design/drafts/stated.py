"""What was stated, as today's reader has it, judged by how much of it one may rely on."""

from dataclasses import dataclass

from sayso.catalogue.lexicon import profile_of, thing_named
from sayso.catalogue.senses import Sense
from sayso.catalogue.words import is_weightless, stem, word_list
from sayso.design.knowledge.known import is_business, known_thing
from sayso.kit.words import singular
from sayso.spec.edits.tree import changed
from sayso.spec.model import AppSpec, Entity

from .description_words import Said
from .talk import is_of_screens
from .twists import misread
from .weight import is_of_screen

_KEPT = frozenset(
    {
        Sense.PERSON, Sense.ANIMAL, Sense.PLANT, Sense.FOOD, Sense.ARTIFACT, Sense.VEHICLE, Sense.PLACE,
        Sense.DOCUMENT, Sense.WORK, Sense.ACT, Sense.EVENT, Sense.COMMUNICATION, Sense.OBJECT, Sense.ILLNESS,
        Sense.SUBSTANCE, Sense.POSSESSION, Sense.GROUP,
    }
)  # fmt: skip
_NAMED = frozenset({Sense.PERSON, Sense.DOCUMENT, Sense.COMMUNICATION, Sense.WORK})
"""Sorts of which it is enough that the lexicon knows such a thing."""
_COLOURS = frozenset({"colour", "color", "text"})
"""Values that things have themselves: the colour of a bike."""
SAYS_NOTHING = frozenset({"information", "info", "content", "contents", "detail", "details", "functionality"})
"""Values of which only that they are values is known."""
_AUDIENCE = frozenset({"visitor", "browser", "public", "audience"})
"""Who looks at a website: nobody that records are kept of, unless values of them are told."""
FEW_WORDS = 14
"""Words of a wish that names things and leaves it to others what is kept of them."""
SURE_FIELDS = 3
"""Values that make a thing of a word for software even in a text about it."""
_SOME_FIELDS, _MANY_FIELDS, _MANY_FACTS, _MANY_THINGS, _SHORT, _DENSE, _VERY_MANY = 2, 6, 7, 3, 30, 4, 20


@dataclass(frozen=True)
class Stated:
    """The things that a reader found in a text, without those made of talk about software or looks."""

    spec: AppSpec
    entities: tuple[Entity, ...]

    @property
    def fields(self) -> int:
        """How many values were stated."""
        return sum(field.source is not None for entity in self.entities for field in entity.fields)

    @property
    def facts(self) -> int:
        """How much was stated of things: values, links between them, and states they go through."""
        names = {entity.name for entity in self.entities}
        links = sum(
            link.source is not None and {link.from_entity, link.to_entity} <= names
            for link in self.spec.relationships
        )
        flows = [flow for flow in self.spec.flows if flow.entity in names and flow.source is not None]
        return self.fields + links + sum(len(flow.states) for flow in flows)

    @property
    def people(self) -> int:
        """How many roles were stated."""
        return sum(role.source is not None for role in self.spec.permissions.roles)


def stated_in(spec: AppSpec, said: Said) -> Stated:
    """What of a reading is about things to keep."""
    wrong = misread(said)
    told = (
        changed(entity, fields=tuple(field for field in entity.fields if field.name not in wrong))
        for entity in spec.entities
        if entity.source is not None
    )
    things = (one for one in told if is_told(one, said) or is_thing(one.name, said))
    return Stated(spec, tuple(one for one in things if not said.refuses(one.name)))


def is_told(entity: Entity, said: Said) -> bool:
    """Whether so much is told of a thing that it is one, though its name can also mean software."""
    told = sum(field.source is not None for field in entity.fields)
    if said.is_about_software and (is_talk(entity.name) or is_of_screen(entity.name)):
        return False
    least = SURE_FIELDS if said.is_about_software else _SOME_FIELDS
    return told >= least and not said.is_software(entity.name)


def is_talk(name: str) -> bool:
    """Whether a name speaks of websites or looks."""
    parts = name.split("_")
    if parts[-1] in SAYS_NOTHING and "contact" not in parts:
        return True
    return bool((word_list("talk") | word_list("looks")).intersection(parts)) and parts[-1] not in _COLOURS


def is_thing(name: str, said: Said) -> bool:
    """Whether no word of a name speaks of software or looks, and it is more than a word for a business."""
    if name in _AUDIENCE and said.is_about_software:
        return False
    parts, known = name.split("_"), known_thing(name)
    is_known = known is not None and known.name == name
    if said.is_software(name):
        return False
    if is_weightless(parts[-1]):
        return is_known and not said.is_about_software and parts[-1] not in word_list("talk")
    talk = word_list("talk") | word_list("looks")
    if not is_known and talk.intersection(parts):
        return False
    return is_known or not is_business(parts[-1])


def names_only(stated: Stated, said: Said) -> bool:
    """Whether a few words name things and next to nothing of what is kept of them."""
    names = {entity.name for entity in stated.entities}
    values = [
        field.name
        for entity in stated.entities
        for field in entity.fields
        if field.source is not None and singular(field.name) not in names
    ]
    return len(said.written.words) <= FEW_WORDS and len(values) < _SOME_FIELDS


def says_it_all(stated: Stated, said: Said) -> bool:
    """Whether the description itself is a design: then the catalogue has nothing to add to it.

    Many values or, in few words, several things were stated, and the text is not about websites and looks,
    of which today's reader makes things.
    """
    if said.is_about_software and stated.fields < _VERY_MANY:
        return False
    length = len(said.written.words)
    if names_only(stated, said):
        return False
    is_dense = stated.facts * _DENSE >= length
    is_full = stated.fields >= _MANY_FIELDS or stated.facts >= _MANY_FACTS
    if len(stated.entities) == 1 and stated.fields >= _SOME_FIELDS:
        return (stated.facts + stated.people) * (_DENSE + 1) >= length
    if len(stated.entities) >= 2 and (is_full or is_dense):
        return True
    return len(stated.entities) >= _MANY_THINGS and length <= _SHORT


def is_sound(entity: Entity, said: Said) -> bool:
    """Whether a stated thing that no design has is one to keep for sure."""
    told = sum(field.source is not None for field in entity.fields)
    count = sum(stem(word.text) == stem(entity.name.rsplit("_", maxsplit=1)[-1]) for word in said.words)
    if told < _SOME_FIELDS and said.is_about_software and is_of_screens(entity.name):
        return False
    sort = profile_of(entity.name).sense
    if sort not in _KEPT:
        return told >= 3
    is_known = known_thing(entity.name) is not None or (
        sort in _NAMED and thing_named(entity.name) is not None
    )
    return told >= 2 or is_known or (count >= 2 and sort is not Sense.GROUP)
