"""Which designs a description is about: the nearest one, a second where two are meant, or a pattern."""

from dataclasses import dataclass, replace
from functools import cache

from sayso.catalogue.described import Chosen
from sayso.catalogue.index import Card, catalogue
from sayso.catalogue.lexicon import profile_of, thing_named
from sayso.catalogue.patterns import calls, fill
from sayso.catalogue.recast import recast, swaps
from sayso.catalogue.search import Hit, Search
from sayso.catalogue.senses import Sense, is_noun
from sayso.catalogue.types import Blueprint, Rank
from sayso.catalogue.words import stem, weighed

from .description_words import Said
from .lifecycles import steps_of
from .stated import FEW_WORDS

_SURE, _SURE_OF_FEW, _LIKELY, _LEAST = 9.0, 11.0, 5.0, 4.0
_SHARE, _COVERED = 0.6, 0.29
_SECOND = 7.0
_HALF_COVERED, _LITERAL = 0.5, 6.0
"""How much of its score a design keeps that is about none of the words, and what a literal wording adds."""
_SHORT = 30
_LONGEST_CALL = 400
"""Characters of a few words; a text of signs alone has no words, and can be of any length."""
_WHOLE = 0.85
_CALLED = 9.0
_AROUND = {
    Sense.PERSON: ("case_file", "person"),
    Sense.GROUP: ("membership", "member"),
    Sense.EVENT: ("event", "event"),
    Sense.DOCUMENT: ("collection", "item"),
    Sense.WORK: ("collection", "item"),
    Sense.VEHICLE: ("maintenance", "asset"),
}
"""Patterns by sense, with the slot that the noun fills; a log of it suits everything else."""
_CLUBS = frozenset({"club", "association", "society", "union", "guild"})
"""Whose members are kept, not they themselves."""
_REQUESTED = frozenset({Sense.DOCUMENT, Sense.COMMUNICATION, Sense.ACT, Sense.POSSESSION})
"""Sorts of things that somebody deals with, where they have steps."""
_WHOSE = frozenset({Sense.PERSON, Sense.GROUP})
_JOINT = frozenset({"with", "and", "plus", "also", "including"})


@dataclass(frozen=True, slots=True)
class Found:
    """A design that fits a description, and which of its parts come; ``is_sure`` says that it was named."""

    blueprint: Blueprint
    chosen: Chosen
    is_sure: bool


@cache
def search() -> Search:
    """The search over all designs."""
    return Search(catalogue())


def found_in(said: Said) -> tuple[Found, ...]:
    """The designs of a description, the leading one first; none where nothing known is named."""
    wanted = search().wanted(said.text, said.unwanted)
    hits = _ranked(search().find_words(wanted, 30) or _called(said), said)
    shape = _shape(said)
    if shape is not None and (not hits or hits[0].share < _WHOLE or not _fits(hits[0], said)):
        names = (shape.blueprint.name, *shape.blueprint.by_default)
        other = _second(hits, set(wanted) - {word for name in names for word in weighed(name)}, said)
        return (shape,) if other is None else (_found(other, said), shape)
    if not hits or not _fits(hits[0], said):
        return ()
    found = [_found(hits[0], said)]
    rest = {word for word in wanted if hits[0].card.weights.get(word, 0.0) < 1.0}
    second = _second(hits[1:], rest, said) if len(said.words) <= FEW_WORDS else None
    if second is not None:
        found.append(_found(second, said))
        found.sort(key=lambda one: _place(one.blueprint, said))
    return tuple(found)


def _second(hits: list[Hit], rest: set[str], said: Said) -> Hit | None:
    """The design that the other side of *with* or *and* is about, of which the first one has nothing."""
    after = said.after(_JOINT)
    if not after:
        return None
    before = frozenset(word.stem for word in said.words if word.stem) - after
    side = max((after, before), key=lambda one: len(rest & one) / len(one) if one else 0)
    fitting = (hit for hit in hits if hit.wording & rest & side and _is_second(hit))
    near = [hit for hit in fitting if _covers(hit, said, side) >= _SHARE]
    return max(near, key=lambda hit: hit.share, default=None)


def _ranked(hits: list[Hit], said: Said) -> list[Hit]:
    """Hits for a few words, by how much of them each is about; one whose wording stands there goes first."""
    if len(said.words) > FEW_WORDS:
        return hits
    named = [
        replace(hit, score=max(hit.score, _LIKELY), share=1.0) if _is_named(hit.card, said) else hit
        for hit in hits
    ]
    return sorted(named, key=lambda hit: -_rank(hit, said))


def _rank(hit: Hit, said: Said) -> float:
    covered = hit.score * (_HALF_COVERED + (1 - _HALF_COVERED) * _covers(hit, said))
    return covered + _LITERAL * _is_named(hit.card, said)


def _is_named(card: Card, said: Said) -> bool:
    """Whether the name or another wording of a design stands in the text as it is."""
    return any(said.has_phrase(one) or said.is_just(one) for one in (card.name, *card.also))


def _called(said: Said) -> list[Hit]:
    """Designs by wordings of which each word says nothing by itself: *days off*, *who works when*."""
    if len(said.words) > FEW_WORDS:
        return []
    return [
        Hit(catalogue().cards[number], _SURE, frozenset(), 1.0)
        for wording, number in _mute().items()
        if said.has_phrase(wording)
    ]


@cache
def _mute() -> dict[str, int]:
    """Wordings without a word that points to a design, with the number of theirs."""
    return {
        wording: number
        for number, card in enumerate(catalogue().cards)
        for wording in (card.name, *card.also)
        if not weighed(wording)
    }


def names_a_design(said: Said) -> bool:
    """Whether a few words name a design or a pattern, though a reader of sentences cannot read them."""
    return len(said.words) <= FEW_WORDS and any(one.is_sure for one in found_in(said))


def _shape(said: Said) -> Found | None:
    """The pattern that a few words call by one of its wordings, filled with their nouns."""
    if len(said.words) > FEW_WORDS or len(said.text) > _LONGEST_CALL:
        return None
    call = next(iter(calls(said.text)), None)
    if call is None or call.score < _CALLED:
        return None
    blueprint = fill(call.pattern, call.nouns)
    return Found(blueprint, chosen_of(blueprint, said), is_sure=True)


def shape_around(name: str, said: Said) -> Found:
    """The pattern that suits a thing of which nothing else is known: by what sort of thing it is."""
    profile = profile_of(name)
    pattern, slot = _AROUND.get(profile.sense, ("log", "subject"))
    nouns = {slot: name} if pattern != "log" else _logged(name, said)
    if profile.name in _CLUBS:
        pattern, nouns = "membership", {}
    if profile.sense in _REQUESTED and steps_of(name):
        pattern, nouns = "request", {"request": name}
        whose = [one for one in profile.parents if _may_ask(one)]
        if whose:
            nouns["sender"] = whose[0]
    blueprint = fill(pattern, nouns)
    return Found(blueprint, chosen_of(blueprint, said), is_sure=False)


def _logged(name: str, said: Said) -> dict[str, str]:
    """What a log of a thing is about, by the words around it: *llama treks* are treks of llamas."""
    if "_" in name and profile_of(name).sense not in _REQUESTED:
        return {"subject": name}
    last = stem(name.rsplit("_", maxsplit=1)[-1])
    runs = ([word for word in run if is_noun(word) or thing_named(word)] for run in said.runs)
    run = next((run for run in runs if any(stem(word) == last for word in run)), [])
    call = next((one for one in calls(f"log of {' '.join(run)}") if one.pattern == "log"), None)
    return dict(call.nouns) if call is not None and call.nouns and run else {"subject": name}


def _may_ask(name: str) -> bool:
    """Whether somebody of this name hands things in, and does not work on them."""
    profile = profile_of(name)
    return profile.sense in _WHOSE and (profile.thing is None or profile.thing.group != "staff")


def _place(blueprint: Blueprint, said: Said) -> int:
    """Where a text first names a design as a whole."""
    named = {word for one in (blueprint.name, *blueprint.also) for word in weighed(one)}
    ends = [word.end for word in said.words if word.stem in named]
    return sum(sorted(ends)[:2])


def nearest(said: Said, most: int = 3) -> list[Hit]:
    """The nearest designs, however near they are."""
    hits = search().find(said.text, most, said.unwanted)
    return [hit for hit in hits if hit.score >= _LEAST]


def _fits(hit: Hit, said: Said) -> bool:
    """Whether a design was meant: it was named, or a few words are mostly about it."""
    if len(said.words) <= FEW_WORDS and not _is_about(hit, said):
        return False
    if hit.share >= _SHARE:
        return hit.score >= _LIKELY
    if len(said.words) <= FEW_WORDS and _rank(hit, said) < _SURE_OF_FEW:
        return False
    return hit.score >= _SURE and len(said.words) <= _SHORT


def _is_about(hit: Hit, said: Said) -> bool:
    """Whether a design is about enough of a few words, or of those before *with* and *and*."""
    if _covers(hit, said) >= _COVERED:
        return True
    start = frozenset(word.stem for word in said.words if word.stem) - said.after(_JOINT)
    return bool(start) and _covers(hit, said, start) >= _SHARE


def _covers(hit: Hit, said: Said, within: frozenset[str] | None = None) -> float:
    """How much of what a text, or some stems of it, is about a design's name and things have, from 0 to 1.

    A noun that no design has counts as much as one that a single design has.
    """
    stems = {word.stem: word.text for word in said.words if word.stem and word.stem not in said.unwanted}
    weights = {
        one: search().weight(one) or search().rarest
        for one, text in stems.items()
        if (search().knows(one) or is_noun(text)) and (within is None or one in within)
    }
    had = sum(weight for one, weight in weights.items() if hit.card.weights.get(one, 0.0) >= 1.0)
    return had / sum(weights.values()) if weights else 1.0


def _is_second(hit: Hit) -> bool:
    return hit.share >= _SHARE and hit.score >= _SECOND


def _found(hit: Hit, said: Said) -> Found:
    swap = next((one for one in swaps(hit.card) if said.has_phrase(one.wording)), None)
    other = recast(catalogue(), hit.card.slug, swap) if swap and not said.says(swap.old) else None
    blueprint = other or catalogue().blueprint(hit.card.slug)
    return Found(blueprint, chosen_of(blueprint, said), hit.share >= _SHARE)


def chosen_of(blueprint: Blueprint, said: Said) -> Chosen:
    """The parts that words point to, and those that are not wanted."""
    entities = {
        name
        for name, kept in blueprint.entities.items()
        if kept.when and any(map(said.says, (name, *kept.when))) and not said.refuses(name)
    }
    extras = {
        (name, entry.name)
        for name, kept in blueprint.entities.items()
        for entry in kept.entries
        if entry.rank is Rank.EXTRA and any(map(said.says, (entry.name, *entry.words)))
    }
    without = {name for name in blueprint.by_default if said.refuses(name)}
    without |= {
        f"{name}.{entry.name}"
        for name, kept in blueprint.entities.items()
        for entry in kept.entries
        if entry.rank is not Rank.CORE and said.refuses(entry.name)
    }
    if len(without & set(blueprint.by_default)) == len(blueprint.by_default):
        without = set()
    return Chosen(frozenset(entities), frozenset(extras), frozenset(without))
