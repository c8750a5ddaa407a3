"""The words of ``patterns.toml`` as patterns: ``{remove} (?P<what>.+)`` knows every way to say remove."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "patterns.toml"


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def words(section: str, name: str) -> tuple[str, ...]:
    """The phrases of one list, longest first."""
    listed = _tables()[section][name]
    phrases = listed.split() if isinstance(listed, str) else listed
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@cache
def section(name: str) -> dict[str, tuple[str, ...]]:
    """All lists of a section."""
    return {key: words(name, key) for key in _tables()[name]}


@cache
def synonyms() -> dict[str, frozenset[str]]:
    """For each word the words people use in its place."""
    found: dict[str, frozenset[str]] = {}
    for group in _tables()["synonyms"]["groups"]:
        members = frozenset(group.split())
        for word in members:
            found[word] = found.get(word, frozenset()) | members
    return found


_GAP = re.compile(r"\[(?:\\.|[^\]])*\]| [?*]| ")


@cache
def pattern(text: str) -> re.Pattern[str]:
    """A compiled pattern in which ``{name}`` stands for the phrases of that list and a space for white
    space."""

    def phrases(match: re.Match[str]) -> str:
        return f"(?:{'|'.join(_escaped(phrase) for phrase in _list(match[1]))})"

    def gap(match: re.Match[str]) -> str:
        if match[0].startswith("["):
            return match[0]
        return r"\s+" if match[0] == " " else r"\s*"

    spaced = _GAP.sub(gap, text)
    return re.compile(re.sub(r"\{([a-z_]+)\}", phrases, spaced), re.IGNORECASE | re.DOTALL)


def _list(name: str) -> tuple[str, ...]:
    for part in _tables():
        if part != "synonyms" and name in _tables()[part]:
            return words(part, name)
    raise KeyError(name)


def _escaped(phrase: str) -> str:
    return r"\s+".join(re.escape(word) for word in phrase.split())
