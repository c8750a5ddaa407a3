"""Words as the catalogue weighs them: in one form for all their endings, without those that say nothing."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sayso.kit.words import singular

_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")


@cache
def listed() -> dict[str, Any]:
    """The lists of ``words.toml``."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@cache
def word_list(name: str) -> frozenset[str]:
    """One list of words: *function*, *software* or *looks*."""
    return frozenset(listed()[name].split())


@cache
def is_weightless(word: str) -> bool:
    """Whether a word points to no design, whatever text it stands in."""
    plain = singular(word)
    return any(
        word in word_list(name) or plain in word_list(name) for name in ("function", "software", "looks")
    )


def words_of(text: str) -> list[str]:
    """All words of a text, in small letters."""
    return [
        word.replace("’", "'").removesuffix("'s") for word in _WORD.findall(text.lower().replace("_", " "))
    ]


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """One form for *rent*, *rents*, *rented*, *renting* and *rental*; *booking* and the like stay apart."""
    plain = singular(word)
    if plain in word_list("kept") or len(plain) < 5 or not plain.isalpha():
        return plain
    for end, least in (("ing", 4), ("ed", 4), ("al", 4), ("er", 5), ("or", 5)):
        if plain.endswith(end) and len(plain) - len(end) >= least - (end == "ing"):
            plain = plain[: -len(end)]
            if len(plain) > 3 and plain[-1] == plain[-2] and plain[-1] not in "sl":
                plain = plain[:-1]
            break
    return plain.rstrip("e") if len(plain) > 4 else plain


def weighed(text: str) -> list[str]:
    """The stems of those words that may point to a design, in order."""
    return [stem(word) for word in words_of(text) if not is_weightless(word)]
