"""What is usually kept of each sort of thing: the file ``sorts.toml`` beside this module."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .types import Sense


@dataclass(frozen=True, slots=True)
class Sort:
    """What things of one sense are usually like. Fields in the short forms of blueprints (``name!:text``)."""

    icon: str
    core: tuple[str, ...]
    usual: tuple[str, ...]
    flow: tuple[str, ...]
    title: tuple[str, ...]


@cache
def sort_of(sense: Sense) -> Sort:
    """What is usually kept of things of this sense."""
    row = _rows()[sense.value]
    return Sort(
        icon=row["icon"],
        core=tuple(row["core"]),
        usual=tuple(row["usual"]),
        flow=tuple(row.get("flow", ())),
        title=tuple(row.get("title", ())),
    )


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "sorts.toml").read_text(encoding="utf-8"))
