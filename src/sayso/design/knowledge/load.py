"""Load the knowledge files beside this module; every file is read at most once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@cache
def load(name: str) -> dict[str, Any]:
    """The parsed content of ``<name>.toml``."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def word_set(name: str, *path: str) -> frozenset[str]:
    """A space-separated list of words in a file, at ``path``; ``_`` inside a word stands for a space."""
    value: Any = load(name)
    for key in path:
        value = value[key]
    return frozenset(word.replace("_", " ") for word in str(value).split())
