"""Which pattern a text calls, and the nouns that it puts into the slots.

``log of bell ringing at our tower`` calls the log, with *bell ringing* and *tower*. A wording of a pattern is
found as it is written, with up to three words in a slot; every noun then goes where nouns of its sort belong.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sayso.catalogue.lexicon import practices, profile_of, thing_named
from sayso.catalogue.senses import Sense, is_noun, senses_of
from sayso.kit.words import plural, singular

from .shapes import Pattern, patterns

_WORD = re.compile(r"[a-z0-9][a-z0-9'-]*|[,.;:!?]")
_MOST_WORDS = 3
_OWN, _WEAK, _FITS, _ELSEWHERE, _MISPLACED, _MISSED = 10.0, 4.0, 3.0, 1.5, -3.0, -3.0
"""What counts a word of a wording, one that many share, a noun in its slot, one of no slot, one moved, and a
thing that the pattern has no use for."""
_THINGS = frozenset([Sense.ANIMAL, Sense.PLANT, Sense.ARTIFACT, Sense.VEHICLE, Sense.WORK, Sense.FOOD])
_PLACES = frozenset([Sense.PLACE, Sense.GROUP])


@dataclass(frozen=True, slots=True)
class Call:
    """A pattern that a text calls. ``nouns`` fill its slots, ``used`` are the words that made the call.

    ``score`` grows with the words of the wording that were found and with the nouns that fit.
    """

    pattern: str
    nouns: Mapping[str, str]
    used: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Match:
    """A wording found in a text: places of its own words, and places of the words in each slot."""

    own: tuple[int, ...]
    slots: tuple[tuple[str, tuple[int, ...]], ...]


def calls(text: str) -> list[Call]:
    """The patterns that a text calls, the best one first; none where it has the wording of none."""
    words = _WORD.findall(text.lower())
    found: dict[str, Call] = {}
    for name, shape in patterns().items():
        for wording in _wordings(name):
            for match in _matches(wording, words):
                call = _call(shape, words, match)
                if name not in found or call.score > found[name].score:
                    found[name] = call
    return sorted(found.values(), key=lambda one: (-one.score, one.pattern))


@cache
def _outside() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    rows = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    joining, software, weak = (frozenset(rows[name].split()) for name in ("joining", "software", "weak"))
    return joining, software, weak


def _weight(word: str) -> float:
    joining, _, weak = _outside()
    return 0.0 if word in joining else _WEAK if word in weak or singular(word) in weak else _OWN


@cache
def _wordings(name: str) -> tuple[tuple[str, ...], ...]:
    """The wordings of a pattern as words in the singular; a slot keeps its brackets."""
    shape = patterns()[name]
    plurals = {f"<{plural(slot)}>": f"<{slot}>" for slot in shape.slots}
    return tuple(
        dict.fromkeys(
            tuple(
                plurals.get(word, word if word.startswith("<") else singular(word))
                for word in said.lower().split()
            )
            for said in shape.calls
        )
    )


def _matches(wording: Sequence[str], words: Sequence[str]) -> Iterator[_Match]:
    for start in range(len(words)):
        match = _matched(wording, words, start)
        if match is not None:
            yield match


def _matched(wording: Sequence[str], words: Sequence[str], at: int) -> _Match | None:
    """The wording from this place on; a slot takes as many words as it may."""
    if not wording:
        return _Match((), ())
    head, rest = wording[0], wording[1:]
    if not head.startswith("<"):
        while at < len(words) and words[at] in {"the", "a", "an", "our", "my"}:
            at += 1
        if at == len(words) or head not in {words[at], singular(words[at])}:
            return None
        tail = _matched(rest, words, at + 1)
        return tail and _Match((at, *tail.own), tail.slots)
    while at < len(words) and words[at] in _outside()[0] | {"new"}:
        at += 1
    end = at
    while end < len(words) and end - at < _MOST_WORDS and not _is_outside(words[end]):
        end += 1
    for stop in range(end, at, -1):
        tail = _matched(rest, words, stop)
        if tail is not None:
            return _Match(tail.own, ((head.strip("<>"), tuple(range(at, stop))), *tail.slots))
    return None


def _is_outside(word: str) -> bool:
    joining, software, _ = _outside()
    return not word[0].isalnum() or word in joining or word in software


def _call(shape: Pattern, words: Sequence[str], match: _Match) -> Call:
    nouns: dict[str, str] = {}
    used = set(match.own)
    score = sum(_weight(words[at]) for at in match.own)
    waiting: list[tuple[str, list[int]]] = [(slot, list(places)) for slot, places in match.slots]
    inside = {place for _, places in match.slots for place in places} | used
    waiting += [("", [at]) for at in range(len(words)) if at not in inside and _is_about(words, at)]
    for slot, places in _joined(waiting, words):
        for noun, taken in _nouns(words, places):
            place, word = _placed(shape, slot, noun, nouns)
            if place is None:
                score -= _FITS
                continue
            nouns[place] = word
            used |= set(taken)
            score += _FITS if place == slot else _ELSEWHERE if not slot else _MISPLACED
    missed = [at for at in range(len(words)) if at not in used and _is_thing(words[at])]
    return Call(shape.name, nouns, tuple(words[at] for at in sorted(used)), score + _MISSED * len(missed))


def _joined(waiting: list[tuple[str, list[int]]], words: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Words beside each other outside of the wording, together where they are one noun (*bell tower*)."""
    found: list[tuple[str, list[int]]] = []
    for slot, places in waiting:
        last = found[-1] if found else None
        if last and not slot and not last[0] and last[1][-1] + 1 == places[0]:
            whole = " ".join(words[at] for at in (*last[1], *places))
            if is_noun(whole) or thing_named(whole):
                last[1].extend(places)
                continue
        found.append((slot, places))
    return found


def _is_thing(word: str) -> bool:
    return (
        not _is_outside(word)
        and singular(word) not in _outside()[2]
        and (thing_named(word) is not None or is_noun(word))
    )


def _is_about(words: Sequence[str], at: int) -> bool:
    """Whether a word beside the wording may fill a slot: things, people in the plural, and where it is.

    One person or body is whose application it is: *a CRM for a violin maker*, *donations for our charity*.
    """
    if not _is_thing(words[at]):
        return False
    sense = profile_of(words[at]).sense
    if sense is Sense.PERSON:
        return singular(words[at]) != words[at]
    if sense in _PLACES:
        before = [word for word in words[:at] if word not in {"the", "a", "an", "our", "my", "their"}]
        return bool(before) and before[-1] in {"at", "in", "of"}
    return sense in _THINGS


def _nouns(words: Sequence[str], places: Sequence[int]) -> Iterator[tuple[str, list[int]]]:
    """The nouns of several words, the last one first: *bell ringing* is one, *falconry moult* are two."""
    left = list(places)
    while left:
        start = next(
            (at for at in range(len(left)) if _is_known(" ".join(words[one] for one in left[at:]))),
            len(left) - 1,
        )
        if start == len(left) - 1 and len(left) > 1 and not _is_known(words[left[-1]]):
            start = 0
        yield " ".join(words[one] for one in left[start:]), left[start:]
        left = left[:start]


def _is_known(noun: str) -> bool:
    return thing_named(noun) is not None or is_noun(noun) or noun.replace(" ", "_") in practices()


def _placed(shape: Pattern, slot: str, noun: str, taken: Mapping[str, str]) -> tuple[str | None, str]:
    """The slot that a noun goes to, and what stands there: the thing of a practice, where that fits."""
    sense = profile_of(noun).sense
    about = practices().get(noun.replace(" ", "_"))
    if about and (place := _fitting(shape, slot, profile_of(about).sense, taken)):
        return place, about
    if slot and slot not in taken and (sense in shape.slots[slot].senses or sense is Sense.THING):
        return slot, noun
    for one in (sense, *senses_of(noun)):
        if place := _fitting(shape, slot, one, taken):
            return place, noun
    return None, noun


def _fitting(shape: Pattern, slot: str, sense: Sense, taken: Mapping[str, str]) -> str | None:
    if slot and slot not in taken and sense in shape.slots[slot].senses:
        return slot
    return shape.slot_for(sense, taken)
