"""The lists of ``words.toml``, each read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "words.toml"


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def listed(section: str, name: str) -> tuple[str, ...]:
    """The words of one list, in order."""
    return tuple(word.replace("_", " ") for word in str(_tables()[section][name]).split())


@cache
def words_by_key(section: str) -> dict[str, frozenset[str]]:
    """The lists of a section, each behind the words that lead to it."""
    return {name.replace("_", " "): word_set(section, name) for name in _tables()[section]}


@cache
def word_set(section: str, name: str) -> frozenset[str]:
    """The words of one list, to look them up."""
    return frozenset(listed(section, name))


@cache
def pattern_of(section: str, *names: str) -> str:
    """A pattern that any word of the lists meets, the longest first."""
    words = {word for name in names or tuple(_tables()[section]) for word in listed(section, name)}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(word.replace(" ", r"\s+") for word in ordered) + ")"
