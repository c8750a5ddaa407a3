"""Look-up of nouns in the list that ``scripts/derive_senses.py`` derives from WordNet.

The list stays one text in memory, sorted by noun, and is searched by halves: a dictionary of its hundred
thousand nouns would take ten times as much. Where a noun is mostly meant otherwise in texts than in records
(the *plant* of WordNet makes cars), ``preferred.toml`` says what comes first.
"""

import gzip
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from sayso.kit.words import singular

from .types import Sense

_HERE = Path(__file__).parent
_DOERS = tuple(
    """ist ian eer man woman fighter maker keeper worker master holder leader player driver seller grower
    smith wright monger goer""".split()  # noqa: SIM905 - words read better as words
)
"""Ends of words for people, of words that no list has."""


@lru_cache(maxsize=4096)
def senses_of(noun: str) -> tuple[Sense, ...]:
    """The senses of a noun as it is listed, what people keep records of first; none where it is not listed.

    >>> senses_of("plant")[0]
    <Sense.PLANT: 'plant'>
    """
    name = noun.strip().lower().replace(" ", "_")
    forms = dict.fromkeys([name, singular(name), name.replace("-", "_")])
    return next(filter(None, map(_ordered, forms)), ())


def sense_of(noun: str) -> Sense:
    """The sense in which records are kept of a noun; that of its last words, where it has several.

    >>> sense_of("peregrine falcon"), sense_of("bell_ringing"), sense_of("qwertz")
    (<Sense.ANIMAL: 'animal'>, <Sense.ACT: 'act'>, <Sense.THING: 'thing'>)
    """
    words = noun.strip().lower().replace("_", " ").split()
    for start in range(len(words)):
        if found := senses_of("_".join(words[start:])):
            return found[0]
    last = words[-1] if words else ""
    if len(last) > 5 and singular(last).endswith(_DOERS):
        return Sense.PERSON
    return Sense.ACT if len(last) > 5 and last.endswith("ing") else Sense.THING


def is_noun(words: str) -> bool:
    """Whether these words are an English noun, of one word or several ("fire extinguisher")."""
    return bool(senses_of(words))


def _ordered(name: str) -> tuple[Sense, ...]:
    listed, first = _listed(name), _preferred().get(name)
    return listed if first is None else (first, *(sense for sense in listed if sense is not first))


@cache
def _preferred() -> dict[str, Sense]:
    rows = tomllib.loads((_HERE / "preferred.toml").read_text(encoding="utf-8"))
    return {noun: Sense(sense) for sense, nouns in rows.items() for noun in nouns.split()}


@cache
def _text() -> bytes:
    return b"\n" + gzip.decompress((_HERE / "nouns.txt.gz").read_bytes())


def _listed(name: str) -> tuple[Sense, ...]:
    text, wanted = _text(), name.encode()
    low, high = 0, len(text) - 1
    while low < high:
        start = text.rfind(b"\n", 0, (low + high) // 2 + 1)
        end = text.index(b"\n", start + 1)
        found, _, codes = text[start + 1 : end].partition(b" ")
        if found == wanted:
            return tuple(map(Sense.of_code, codes.decode()))
        if found < wanted:
            low = end
        else:
            high = start
    return ()
