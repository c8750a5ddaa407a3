"""The lists of ``asides.toml``: words, and phrases of several words."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def words(section: str, name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(_rows()[section][name].split())


@cache
def phrases(section: str, name: str) -> tuple[str, ...]:
    """The phrases of a list, with single blanks."""
    return tuple(phrase for one in _rows()[section][name].split("|") if (phrase := " ".join(one.split())))


@cache
def _rows() -> dict[str, dict[str, str]]:
    text = (Path(__file__).parent / "asides.toml").read_text(encoding="utf-8")
    rows: dict[str, dict[str, str]] = tomllib.loads(text)
    return rows
