"""What of a wish became nothing: words that no reading took and that are not in what the bot is said to do.

A bot that lost half of its sentence does something else than what was meant, and its cases, which are made of
the same reading, cannot show it. So each word of content has to come back in what the bot is said to do.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from sayso.kit.words import singular
from sayso.phrases.lists import listed, word_set, words_by_key
from sayso.phrases.said import Said, Word, words_of
from sayso.phrases.times import NUMBER, number_of

_ENDING = re.compile(r"(?:ations?|ition|ments?|ings?|ions?|edly|ed|ers?|ors?|es|e|ly|y|s)$")
_NUMBER = re.compile(NUMBER)
_LEAST = 4
_COMMA = re.compile(r"(?<=\d),(?=\d{3})")
_PIECES = re.compile(r"[-_/.@:]")
_BETWEEN = re.compile(r"[\s,]*(?:(?:a|an|the|to|of|for|and|it|them|their|its|in|on|by|is|was|that)\b[\s,]*)*")


def unused(said: Said, told: Iterable[str], shape: str) -> tuple[str, ...]:
    """The parts of a wish, as written, that say something and come back in no sentence of ``told``.

    ``shape`` names the list in ``words.toml`` of words that say nothing more in bots of it.
    """
    sentences = [text for sentence in told for text in (sentence, _COMMA.sub("", sentence))]
    known = {form for sentence in sentences for word in words_of(sentence) for form in _forms(word)}
    plain = _plain("idle") | _plain(shape)
    lost = [word for word in said.words() if (plain | known).isdisjoint(_forms(word))]
    return tuple(said.text[start:end] for start, end in _together(said.text, lost))


def _together(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """The places of words, those side by side as one part."""
    parts: list[tuple[int, int]] = []
    for word in words:
        if parts and _BETWEEN.fullmatch(text, parts[-1][1], word.start):
            parts[-1] = (parts[-1][0], word.end)
        else:
            parts.append((word.start, word.end))
    return parts


@cache
def _plain(shape: str) -> frozenset[str]:
    return frozenset(form for word in words_of(" ".join(listed("bots", shape))) for form in _forms(word))


def _forms(word: Word) -> set[str]:
    """What a word is known again by: ``confirm`` of ``confirmed``, ``over`` of ``exceeds``."""
    pieces = {word.lower, word.lemma, *_PIECES.split(word.lower)} - {""}
    forms = {form for piece in pieces for form in (piece, singular(piece), _stem(singular(piece)))}
    numbers = {str(number_of(word.lower))} if _NUMBER.fullmatch(word.lower) else set()
    return forms | numbers | {_same()[form] for form in forms if form in _same()}


@cache
def _same() -> dict[str, str]:
    """Words that mean the same in what bots are said to do, by each of them."""
    return {word: same for same in words_by_key("bots_same") for word in word_set("bots_same", same)}


def _stem(word: str) -> str:
    cut = _ENDING.sub("", word)
    return cut if len(cut) >= _LEAST else word
