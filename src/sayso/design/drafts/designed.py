"""An application for a first description: the nearest designs with what was said laid over them."""

from dataclasses import dataclass

from sayso.catalogue.lexicon import profile_of, thing_named
from sayso.catalogue.senses import Sense, is_noun
from sayso.catalogue.types import Blueprint
from sayso.catalogue.words import weighed, word_list
from sayso.design.agents.first.defaults import complete
from sayso.design.types import Question
from sayso.kit.ids import IdSource
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits.tree import changed
from sayso.spec.model import AppSpec

from .account import unused
from .answer import questions_of
from .description_words import Said
from .draft import draft
from .find import Found, found_in, shape_around
from .joined import joined
from .lifecycles import steps_of, with_usual_flows
from .overlay import overlaid, sourced
from .shown import as_written
from .stated import Stated, names_only, says_it_all, stated_in
from .twists import twisted
from .words import left_over, reply, with_assumptions

_ENOUGH = 2
"""Stated things that make an application by themselves where no design is near."""

_THINGS = frozenset(
    {Sense.ANIMAL, Sense.PLANT, Sense.ARTIFACT, Sense.VEHICLE, Sense.PLACE, Sense.FOOD, Sense.PERSON}
)
_BESIDE = frozenset({"reminder", "note", "comment", "notification", "message", "vote", "payment"})
"""Things that are kept of others."""


@dataclass(frozen=True, slots=True)
class Designed:
    """An application out of the catalogue; ``blueprints`` are the designs it is made of, the first leads."""

    spec: AppSpec
    blueprints: tuple[Blueprint, ...]
    left: tuple[str, ...]
    reply: str

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is worth asking, with answers that change the application."""
        return questions_of(self.blueprints[0], self.spec)

    @property
    def next(self) -> tuple[str, ...]:
        """What a person may wish next."""
        return self.blueprints[0].next


def designed(said: Said, spec: AppSpec | None, wide: AppSpec | None, ids: IdSource) -> Designed | None:
    """What the catalogue makes of a description; none where it has nothing to add.

    ``spec`` is what the leading reader found stated, ``wide`` what both did.
    """
    if spec is not None and says_it_all(stated_in(spec, said), said):
        return None
    stated = stated_in(wide, said) if wide is not None else None
    found = found_in(said)
    if not found and (stated is None or len(stated.entities) < _ENOUGH or names_only(stated, said)):
        lone = (_leading(stated) if stated is not None else "") or _noun(said)
        found = (shape_around(lone, said),) if lone else ()
    if not found:
        return None
    made = draft(found[0].blueprint, ids, found[0].chosen)
    for one in found[1:]:
        both = joined(made, draft(one.blueprint, ids, one.chosen), ids)
        found = found if both is not made else tuple(known for known in found if known is not one)
        made = both
    blueprints = tuple(one.blueprint for one in found)
    if stated is not None:
        understood = overlaid(made, stated, said, blueprints, ids)
    else:
        understood = twisted(sourced(made.spec, said), said, ids)
    name = _name(found)
    whole = _finished(understood, said, blueprints, ids, name)
    if has_errors(check(whole)):
        whole = _finished(made.spec, said, blueprints, ids, name)
    left = unused(said.written, whole, _known(found) | said.colored)
    whole = with_assumptions(_dressed(whole, said), blueprints[0], left, ids)
    return Designed(whole, blueprints, left, reply(whole, blueprints, said, left))


def _finished(
    spec: AppSpec, said: Said, blueprints: tuple[Blueprint, ...], ids: IdSource, name: str
) -> AppSpec:
    """The application with pages, which show what the designs put first."""
    whole = complete(spec, said.text, ids, name, with_rules=False, with_usual=False)
    return as_written(whole, blueprints) if whole is not spec else whole


def accounted(spec: AppSpec, said: Said, ids: IdSource) -> tuple[AppSpec, tuple[str, ...]]:
    """What was stated alone, with the words that are left."""
    spec = _dressed(spec, said)
    if not says_it_all(stated_in(spec, said), said):
        spec = with_usual_flows(spec, ids)
    left = unused(said.written, spec, said.colored)
    if not left:
        return spec, ()
    return changed(spec, assumptions=(*spec.assumptions, left_over(left, ids))), left


def _leading(stated: Stated) -> str:
    """The stated thing that an application is about: the first that has steps, else the first."""
    names = [entity.name for entity in stated.entities if entity.name not in word_list("written")]
    return next((name for name in names if name not in _BESIDE and steps_of(name)), next(iter(names), ""))


def _dressed(spec: AppSpec, said: Said) -> AppSpec:
    """The application with the looks that were said."""
    return spec if said.theme is None else changed(spec, theme=said.theme)


def _noun(said: Said) -> str:
    """What the first nouns of a text are about: the last that is a thing, else the last of all."""
    runs = ([word for word in run if thing_named(word) or is_noun(word)] for run in said.runs)
    nouns = next(filter(None, runs), [])
    things = [noun for noun in nouns if profile_of(noun).sense in _THINGS]
    return (things or nouns or [""])[-1]


def _known(found: tuple[Found, ...]) -> set[str]:
    """The stems by which the designs and their parts were found."""
    texts: list[str] = []
    for one in found:
        texts += [one.blueprint.name, one.blueprint.about, *one.blueprint.also]
        for name, kept in one.blueprint.entities.items():
            if not kept.when or name in one.chosen.entities:
                texts += [name, *kept.when, *kept.also]
            texts += [
                word
                for entry in kept.entries
                if (name, entry.name) in one.chosen.extras
                for word in entry.words
            ]
    return {word for text in texts for word in weighed(text)}


def _name(found: tuple[Found, ...]) -> str:
    first, *more = (one.blueprint.name for one in found)
    return " and ".join((first, *map(str.lower, more)))[:60]
