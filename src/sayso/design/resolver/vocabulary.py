"""Word lists of the resolver."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list in ``vocabulary.toml``."""
    return frozenset(str(_table()[name]).split())


@cache
def _table() -> dict[str, str]:
    with (Path(__file__).parent / "vocabulary.toml").open("rb") as file:
        return tomllib.load(file)
