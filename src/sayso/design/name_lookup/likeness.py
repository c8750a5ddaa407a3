"""How well words fit a name: typing errors, plurals, short forms and left-out words are forgiven, at a
price."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import noun_lemma, verb_lemma
from sayso.design.messages.patterns import synonyms
from sayso.kit.words import snake

_DROPPED = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "my",
        "our",
        "your",
        "each",
        "every",
        "all",
        "any",
        "some",
        "both",
        "one",
        "ones",
        "s",
        "also",
        "too",
    ]
)
_OF_TIME = frozenset(["at", "on", "date", "time"])
_TYPO = 86


@lru_cache(maxsize=8192)
def key(phrase: str) -> tuple[str, ...]:
    """The words of a phrase in the form in which they are compared: ``the serial no.`` gives serial,
    number."""
    short = load("abbreviations")["field"]
    found: list[str] = []
    for word in snake(phrase.replace("'s ", " ")).split("_"):
        if word and word not in _DROPPED:
            found += [noun_lemma(part) for part in str(short.get(word, word)).split()]
    return (*found[:-1], "number") if len(found) > 1 and found[-1] in {"no", "nr"} else tuple(found)


@lru_cache(maxsize=65536)
def likeness(  # noqa: C901 - from the best fit to the worst
    said: tuple[str, ...], name: tuple[str, ...]
) -> float:
    """From 0, nothing alike, to 1, the same words. Below 0.7 it is better to ask."""
    if not said or not name:
        return 0.0
    if said == name:
        return 1.0
    if "".join(said) == "".join(name):
        return 0.98
    if sorted(said) == sorted(name):
        return 0.96
    if _bare(said) and _bare(said) == _bare(name):
        return 0.93
    if len(said) == len(name) and all(b in synonyms().get(a, {a}) for a, b in zip(said, name, strict=True)):
        return 0.84
    if name[-len(said) :] == said:
        return 0.86 - 0.02 * (len(name) - len(said))
    if said[-len(name) :] == name:
        return 0.8 - 0.03 * (len(said) - len(name))
    joined, other = "_".join(said), "_".join(name)
    alike = fuzz.ratio(joined, other)
    if alike >= _TYPO and min(len(joined), len(other)) >= 4:
        return 0.9 * alike / 100
    if name[: len(said)] == said or set(said) < set(name):
        return 0.74
    if [verb_lemma(word) for word in _bare(said)] == [verb_lemma(word) for word in _bare(name)] and _bare(
        said
    ):
        return 0.78
    return 0.0


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _OF_TIME)


def initials(words: tuple[str, ...]) -> str:
    """``purchase order`` gives ``PO``."""
    return "".join(word[0] for word in words).upper()


def spans(text: str) -> list[tuple[str, int, int]]:
    """The words of a text with their places; hyphens join, apostrophes part."""
    return [(m.group(), m.start(), m.end()) for m in re.finditer(r"[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*", text)]
