"""Words of a message that its reading passes over though they say something."""

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from sayso.design.language.lemmas import readings, verb_lemma
from sayso.reader.known import Known
from sayso.reader.tokens import words_of
from sayso.reader.types import Reading

from .vocabulary import listed

_TURN = re.compile(r"^(?:but|not|no|without|except|instead of|rather than|unless)\b", re.IGNORECASE)


def unread(reading: Reading, known: Known, done: frozenset[str]) -> Iterator[str]:
    """Words outside of all spans that say something, and talk that names what it turns against.

    ``done`` are words for the kinds of elements that were changed.
    """
    words = words_of(reading.text)
    signs = known.signs(words)
    talk = [span for span in reading.spans if span.role in {"talk", "software"}]
    for word in words:
        if any(span.start <= word.start and word.end <= span.end for span in reading.spans):
            continue
        if reading.outside.get(word.start, 0.0) >= _SURELY_IDLE:
            continue
        plain = word.text.lower()
        if plain in listed("idle") or plain.removesuffix("s") in done:
            continue
        if _is_slip_of_idle(plain) or _is_linking(plain):
            continue
        if plain == "unless" and any(span.role == "default" for span in reading.spans):
            continue
        if plain in listed("many") and _before(reading, word.end, "many", "type", "limit"):
            continue
        if word.text[0].isalnum():
            yield word.text
    for span in talk:
        inside = [
            found or word.text.isdigit()
            for word, found in zip(words, signs, strict=True)
            if span.start <= word.start < span.end and word.text.lower() not in listed("idle")
        ]
        if any(inside) and (_TURN.match(span.text) or span.sureness < _DOUBTFUL):
            yield span.text


@lru_cache(maxsize=4096)
def _is_linking(word: str) -> bool:
    """Whether a word is a verb that only joins what is named: *a scout earns badges*; not one that asks."""
    lemma = verb_lemma(word)
    return "VERB" in readings(word) and lemma not in listed("acting") and word not in listed("turns")


@lru_cache(maxsize=4096)
def _is_slip_of_idle(word: str) -> bool:
    return len(word) > 2 and not readings(word) and any(
        abs(len(word) - len(one)) < 2 and len(one) > 2 and OSA.distance(word, one, score_cutoff=1) <= 1
        for one in listed("idle")
    )  # fmt: skip


def _before(reading: Reading, end: int, *roles: str) -> bool:
    """Whether a span of these roles follows within a few words."""
    return any(0 <= span.start - end <= _NEAR and span.role in roles for span in reading.spans)


_NEAR = 20
_SURELY_IDLE = 0.9
"""The probability of being in no span from which on a word says nothing by itself: on the frozen domains of
``training/`` all words above it that were annotated otherwise are such as *of*, *the*, *as* within a phrase."""
_DOUBTFUL = 0.35
"""Below this, talk that names something of the application may be more than talk."""
