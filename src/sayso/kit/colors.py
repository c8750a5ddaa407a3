"""Names of colours and the colours they mean, from ``colors.toml``."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_HEX = re.compile(r"^#(?:[0-9a-f]{3}|[0-9a-f]{6})$")


@cache
def named() -> dict[str, str]:
    """Each name, in one word and lower case, with its colour as ``#rrggbb``."""
    tables = tomllib.loads(files("sayso.kit").joinpath("colors.toml").read_text(encoding="utf-8"))
    found: dict[str, str] = tables["css"] | tables["common"]
    return found


def color_of(text: str) -> str | None:
    """``Forest green``, ``#0A7`` or ``#00aa77`` as ``#rrggbb``; None for anything else."""
    word = re.sub(r"[\s-]+", "", text).lower()
    if _HEX.match(word):
        return word if len(word) > 4 else "#" + "".join(digit * 2 for digit in word[1:])
    return named().get(word)


@cache
def called(color: str) -> str:
    """The name of a colour, in words, or ``#rrggbb`` itself where it has none."""
    return next((_spaced(name) for name, value in named().items() if value == color), color)


def _spaced(name: str) -> str:
    """``forestgreen`` as ``forest green``: a name that ends in that of another colour is two words."""
    for at in range(2, len(name) - 2):
        if name[at:] in named():
            return f"{_spaced(name[:at])} {name[at:]}"
    return name
