"""Sayso's own files, as text and as trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import sayso

SOURCE = Path(sayso.__file__).parent


@cache
def _texts() -> dict[str, str]:
    return {path.relative_to(SOURCE).as_posix(): path.read_text() for path in sorted(SOURCE.rglob("*.py"))}


def files(*words: str) -> Iterator[tuple[str, ast.Module]]:
    """The files in which one of these words stands, with what is in them; the others need no parsing."""
    for file, text in _texts().items():
        if any(word in text for word in words):
            yield file, ast.parse(text)


def calls(*words: str) -> Iterator[tuple[str, ast.Call]]:
    """All calls in such files; what is exported has a database of its own, and is left out."""
    for file, tree in files(*words):
        if not file.startswith("compiler/targets/"):
            yield from ((file, node) for node in ast.walk(tree) if isinstance(node, ast.Call))
