"""The messages, read from their files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sayso.spec.model import AppSpec

from .facts import Part
from .scope import Called

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Message:
    """A message to an application; ``also`` are parts that may change with what its checks mean.

    ``number`` counts the messages of all applications from 1. Without checks, it is to be asked back.
    """

    number: int
    application: str
    sort: str
    say: str
    checks: tuple[Called, ...]
    also: tuple[Part, ...]


def messages() -> list[Message]:
    """All of them, in the order of the applications' names."""
    rows = [
        (path.stem, row)
        for path in sorted((HERE / "messages").glob("*.yaml"))
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))["messages"]
    ]
    return [_message(number, application, row) for number, (application, row) in enumerate(rows, 1)]


@cache
def specification(application: str) -> AppSpec:
    """What an application is before a message."""
    text = (HERE / "applications" / f"{application}.json").read_text(encoding="utf-8")
    return AppSpec.model_validate_json(text)


def _message(number: int, application: str, row: Mapping[str, Any]) -> Message:
    checks = tuple(_called(row.get("checks", ())))
    also = tuple(Part(*part) for part in row.get("also", ()))
    return Message(number, application, row["sort"], row["say"], checks, also)


def _called(checks: list[Mapping[str, Any]]) -> Iterator[Called]:
    for each in checks:
        for name, values in each.items():
            if isinstance(values, dict):
                yield Called(name, keywords=tuple(values.items()))
            else:
                yield Called(name, tuple(values if isinstance(values, list) else [values]))
