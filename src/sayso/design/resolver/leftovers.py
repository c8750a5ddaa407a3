"""Words of a message that its reading passes over though they say something."""

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from sayso.design.language.lemmas import readings, verb_lemma
from sayso.design.offline.fields import read_field
from sayso.kit.words import singular
from sayso.reader.known import SIGNS, Known
from sayso.reader.tokens import Word, words_of
from sayso.reader.types import Reading, Span

from .vocabulary import listed

_EMPHASIS = re.compile(r"\s+(?:just|only|merely|simply)\b", re.IGNORECASE)
_TURN = re.compile(r"^(?:but|not|no|without|except|instead of|rather than|unless)\b", re.IGNORECASE)


def unread(reading: Reading, known: Known, done: frozenset[str]) -> Iterator[str]:
    """Words outside of all spans that say something, and talk that names what it turns against.

    ``done`` are words for the kinds of elements that were changed.
    """
    words = words_of(reading.text)
    for word in words:
        is_read = any(span.start <= word.start and word.end <= span.end for span in reading.spans)
        if not is_read and word.text[0].isalnum() and not _says_nothing(reading, word, done):
            yield word.text
    signs = known.signs(words)
    for span in reading.spans:
        if span.role not in {"talk", "software"}:
            is_known = span.role == "attr" and _is_field(span, known)
            is_other = _is_another_name(span, known) and not _is_one_of_several(span, reading)
            if span.sureness < _SURE and not is_known and (_is_no_name(span, reading) or is_other):
                yield span.text
            continue
        inside = [
            (found, word.text.isdigit())
            for word, found in zip(words, signs, strict=True)
            if span.start <= word.start < span.end and word.text.lower() not in listed("idle")
        ]
        if _is_type_denied(span):
            continue
        named, counted = any(found for found, _ in inside), any(number for _, number in inside)
        is_doubtful = span.sureness < _DOUBTFUL or (counted and span.sureness < _SURE)
        if (named or counted) and (_TURN.match(span.text) or is_doubtful):
            yield span.text


def _is_type_denied(span: Span) -> bool:
    """Whether talk only says what a value shall not be any more: *instead of a number*, *not text*."""
    words = [word.text.lower() for word in words_of(span.text)]
    rest = [word for word in words if word not in listed("idle") and word not in _AGAINST]
    return bool(rest) and all(word in listed("types") for word in rest)


_AGAINST = frozenset(("not", "no", "instead", "rather"))


def _is_no_name(span: Span, reading: Reading) -> bool:
    """Whether what was read as a name is rather a word for a type, or a slip of a word that says nothing."""
    plain = span.text.lower()
    is_usual = read_field(plain).known
    is_type = plain in listed("types") and not (is_usual and _is_listed(span, reading))
    return span.role in _NAMES and (is_type or (_is_slip_of_idle(plain) and not is_usual))


def _is_listed(span: Span, reading: Reading) -> bool:
    """Whether a value stands among others of the same thing: *with a date and grade*."""
    return span.head is not None and len(reading.of(span.head, "attr")) > 1


def _is_one_of_several(span: Span, reading: Reading) -> bool:
    """Whether a choice stands among others of the same value, behind the first."""
    beside = reading.of(span.head, "option") if span.head is not None else []
    return len(beside) > _FEW and span != reading.spans[beside[0]]


_FEW = 2


def _is_field(span: Span, known: Known) -> bool:
    """Whether words are a value that is there."""
    signs = [{SIGNS[at] for at in one} for one in known.signs(words_of(span.text))]
    return all(one & {"B-field", "I-field"} for one in signs)


def _is_another_name(span: Span, known: Known) -> bool:
    """Whether what was read as a choice is rather a value or a thing that is there."""
    if span.role != "option":
        return False
    signs = [{SIGNS[at] for at in one} for one in known.signs(words_of(span.text))]
    return not any("B-option" in one for one in signs) and all(
        one & {"B-field", "I-field", "B-entity", "I-entity"} for one in signs
    )


def _says_nothing(reading: Reading, word: Word, done: frozenset[str]) -> bool:
    """Whether a word outside of all spans adds nothing to what was read."""
    plain = word.text.lower()
    return (
        reading.outside.get(word.start, 0.0) >= _SURELY_IDLE
        or plain in listed("idle")
        or singular(plain) in done
        or _is_slip_of_idle(plain)
        or _is_linking(plain)
        or (plain == "unless" and any(span.role == "default" for span in reading.spans))
        or (plain == "without" and any(span.role == "must" for span in reading.spans))
        or (plain == "not" and _EMPHASIS.match(reading.text, word.end) is not None)
        or (plain in listed("many") and _before(reading, word.end, "many", "type", "limit"))
    )


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
``training/`` what was annotated otherwise above it is *of*, *the*, *as* and the like within a phrase."""
_SURE = 0.9
_NAMES = frozenset(("attr", "option", "state", "thing", "new"))
_DOUBTFUL = 0.35
"""Below this, talk that names something of the application may be more than talk."""
