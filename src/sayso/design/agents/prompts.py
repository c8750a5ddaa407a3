"""Prompts are files of ``design/prompts``, each with its version: a reply can be traced to its words."""

import re
from functools import cache
from pathlib import Path

from sayso.llm.types import Prompt

_HERE = Path(__file__).parents[1] / "prompts"
_FRONT = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<text>.*)\Z", re.DOTALL)


@cache
def prompt(name: str) -> Prompt:
    """The prompt ``<name>.md``; ``steps/pages`` is that of a folder.

    Raises:
        LookupError: for a name without a file, or a file whose front matter does not say name and version.
    """
    file = _HERE / f"{name}.md"
    if not file.resolve().is_relative_to(_HERE.resolve()) or not file.is_file():
        raise LookupError(f"There is no prompt {name}.")
    match = _FRONT.match(file.read_text(encoding="utf-8"))
    front = dict(_pairs(match["front"])) if match else {}
    if match is None or front.get("name") != name or not front.get("version", "").isdigit():
        raise LookupError(f"{file.name} has to begin with the name {name} and a version.")
    return Prompt(name, int(front["version"]), match["text"].strip())


def prompt_names() -> tuple[str, ...]:
    """The names of all prompts."""
    return tuple(sorted(str(file.relative_to(_HERE).with_suffix("")) for file in _HERE.rglob("*.md")))


def _pairs(front: str) -> list[tuple[str, str]]:
    lines = (line.partition(":") for line in front.splitlines() if ":" in line)
    return [(key.strip(), value.strip()) for key, _, value in lines]
