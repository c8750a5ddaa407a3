"""The words of ``account.toml``."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from sayso.design.language.tags import closed_class

_CLOSED = frozenset(["DET", "POSS", "PRON", "WH", "CONJ", "MODAL", "BE", "HAVE", "DO", "PREP", "ADV"])
_FILE = Path(__file__).parent / "account.toml"


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def aside() -> frozenset[str]:
    """Words that carry a wish aside or join its parts: those of closed classes, unless they say how."""
    listed = {word for row in _tables()["aside"].values() for word in row.split()}
    return frozenset(
        listed | {word for word, tag in closed_class().items() if tag in _CLOSED} - uses().keys()
    )


@cache
def uses() -> dict[str, frozenset[str]]:
    """For each word what has to be touched for it to count as used."""
    found: dict[str, frozenset[str]] = {}
    for row in _tables()["use"]:
        for word in row["words"].split():
            found[word] = found.get(word, frozenset()) | frozenset(row["by"])
    return found


@cache
def kinds() -> dict[str, frozenset[str]]:
    """For each word that names a kind of thing beside a name, the kinds that it means."""
    return {word: frozenset(kinds) for words, kinds in _tables()["kinds"].items() for word in words.split()}


@cache
def means() -> dict[str, tuple[str, ...]]:
    """Words that stand for the names of values: *old* for an age."""
    return {word: tuple(names.split()) for word, names in _tables()["means"].items()}


@cache
def phrases(section: str, name: str) -> re.Pattern[str]:
    """A pattern that finds the phrases of a list as whole words."""
    listed = sorted(_tables()[section][name], key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, listed))})(?![\w-])", re.IGNORECASE)


@cache
def unnamed(place: str) -> frozenset[str]:
    """Words that are in no name, or begin none."""
    return frozenset(_tables()["unnamed"][place].split())


def number_of(word: str) -> float | None:
    """``2``, ``2.5``, ``two``."""
    known = _tables()["numbers"].get(word)
    if known is not None:
        return float(known)
    try:
        return float(word.replace(",", "."))
    except ValueError:
        return None
