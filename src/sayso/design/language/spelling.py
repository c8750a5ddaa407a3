"""Mend misspelt words towards the words that descriptions of businesses use."""

from functools import cache, lru_cache
from unicodedata import normalize

from rapidfuzz.distance import DamerauLevenshtein

from sayso.design.knowledge.load import load

from .lemmas import readings
from .tags import closed_class
from .tokens import Token, abbreviations

_SHORTEST = 4
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE = frozenset(map(frozenset, ("ck", "cs", "sz", "bp", "dt", "fv", "gj", "mn")))
_VOWELS = frozenset("aeiouy")


@cache
def _vocabulary() -> dict[int, tuple[str, ...]]:
    words: set[str] = set()
    for entries in load("entities").values():
        for name, row in entries.items():
            words.update(name.split("_"))
            words.update(part for field in row[1].split() for part in field.split("_"))
    for section in ("last", "participles"):
        for listed in load("fields")[section].values():
            words.update(part for entry in str(listed).split() for part in entry.split("_"))
    plurals = {f"{word}s" for word in words}
    by_length: dict[int, list[str]] = {}
    for word in sorted(words | plurals):
        if len(word) >= _SHORTEST and word.isalpha():
            by_length.setdefault(len(word), []).append(word)
    return {length: tuple(listed) for length, listed in by_length.items()}


@lru_cache(maxsize=16384)
def corrected(word: str) -> str:
    """The word that was most likely meant; the word itself when it is known or nothing is near."""
    if len(word) < _SHORTEST or not word.isalpha() or readings(word) or word in closed_class():
        return word
    if word in abbreviations() or word in load("abbreviations")["field"] or word in load("units")["units"]:
        return word
    if _is_doer(word):
        return word
    allowed = 1 if len(word) < 10 else 2
    best, distance = word, allowed + 1
    for length in range(len(word) - 1, len(word) + 2):
        for candidate in _vocabulary().get(length, ()):
            if candidate[0] != word[0]:
                continue
            found = DamerauLevenshtein.distance(word, candidate, score_cutoff=allowed)
            if found < distance and _may_slip(word, candidate):
                best, distance = candidate, found
    return best


def _is_doer(word: str) -> bool:
    """``hirer`` and ``waxers`` do what the verb says."""
    stem = word.removesuffix("s")
    stems = (stem[:-2], stem[:-1]) if stem.endswith(("er", "or")) else ()
    return any("VERB" in readings(one) for one in stems if len(one) >= _SHORTEST)


def _may_slip(word: str, candidate: str) -> bool:
    """Whether fingers or ears mix up the letters that differ: a *trunk* is no misspelt *truck*."""
    pairs = [(a, b) for a, b in zip(word, candidate, strict=False) if a != b]
    if len(word) != len(candidate) or len(pairs) != 1:
        return True
    one, other = normalize("NFKD", pairs[0][0])[0], pairs[0][1]
    return (
        one == other
        or {one, other} <= _VOWELS
        or frozenset((one, other)) in _ALIKE
        or _are_neighbours(one, other)
    )


def _are_neighbours(one: str, other: str) -> bool:
    places = {key: (row, column) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
    if one not in places or other not in places:
        return False
    (row, column), (below, beside) = places[one], places[other]
    return abs(row - below) <= 1 and abs(column - beside) <= 1


def mend(tokens: list[Token]) -> list[Token]:
    """Set ``word`` of misspelt lower-case tokens in place and give the same list back."""
    for token in tokens:
        if token.text.islower() or token.start == 0:
            token.word = corrected(token.word)
    return tokens
