"""What readers made of words that name nothing to keep, taken out again."""

from sayso.catalogue.lexicon import thing_named
from sayso.catalogue.words import stem
from sayso.spec.edits import Edit, Kind, Remove, apply
from sayso.spec.model import AppSpec, Entity

from .description_words import Said
from .phrases import words
from .stated import SAYS_NOTHING, is_talk, is_thing, is_told
from .weight import is_of_screen

_TOLD = 2


def sifted(spec: AppSpec, said: Said) -> AppSpec:
    """The spec without things and values that nothing in the text speaks for.

    Values that were told speak for a thing, and so does what it hangs together with by what was said. A noun
    that is mentioned by the way is a thing where the lexicon knows it as one.
    """
    edits: list[Edit] = []
    for entity in spec.entities:
        if entity.source is not None and not _stands(entity, spec, said):
            edits.append(Remove(kind=Kind.ENTITY, target=entity.id))
            continue
        edits += [
            Remove(kind=Kind.FIELD, target=field.id)
            for field in entity.fields
            if field.source is not None and not _is_value(field.name, said)
        ]
    for edit in edits:
        result = apply(spec, [edit])
        spec = result.spec if result.ok and result.spec.entities else spec
    return spec


def _is_aside(name: str, said: Said) -> bool:
    """Whether only what was left out of the text names something."""
    stems = frozenset(map(stem, name.split("_")))
    return stems <= said.written.stems and not stems <= said.stems


def _is_value(name: str, said: Said) -> bool:
    if name in words("today", "tools") or _is_aside(name, said):
        return False
    if said.is_about_software:
        return not is_talk(name) and not is_of_screen(name)
    return name.rsplit("_", maxsplit=1)[-1] not in SAYS_NOTHING


def _stands(entity: Entity, spec: AppSpec, said: Said) -> bool:
    if said.is_about_software and not (is_told(entity, said) or is_thing(entity.name, said)):
        return False
    if _is_aside(entity.name, said):
        return False
    last = entity.name.rsplit("_", maxsplit=1)[-1]
    told = sum(field.source is not None and _is_value(field.name, said) for field in entity.fields)
    if told >= _TOLD:
        return True
    if said.is_about_software and is_of_screen(entity.name):
        return False
    if last in said.strangers or entity.name in words("today", "tools"):
        return False
    if told or _is_tied(entity, spec):
        return True
    return _mentions(last, said) > 1 or thing_named(last) is not None or thing_named(entity.name) is not None


def _is_tied(entity: Entity, spec: AppSpec) -> bool:
    links = (one for one in spec.relationships if one.source is not None)
    flows = (one for one in spec.flows if one.source is not None)
    return any(entity.name in {one.from_entity, one.to_entity} for one in links) or any(
        one.entity == entity.name for one in flows
    )


def _mentions(word: str, said: Said) -> int:
    return sum(stem(one.text) == stem(word) for one in said.words)
