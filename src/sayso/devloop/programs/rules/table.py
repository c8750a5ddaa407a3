"""The rules are lines of TOML beside this file."""

import tomllib
from functools import cache
from importlib.resources import files

from sayso.devloop.programs.rules.rule import Rule

_ORDER = ("endings", "code", "rows", "network", "data")
"""How the run ended, then the code itself, then what it asked for, then the data."""


@cache
def rules() -> tuple[Rule, ...]:
    """All rules; the first that applies counts."""
    here = files(__package__ or "")
    texts = ((here / f"{name}.toml").read_text(encoding="utf-8") for name in _ORDER)
    return tuple(Rule.model_validate(row) for text in texts for row in tomllib.loads(text)["rules"])
