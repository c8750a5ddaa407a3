"""Ids are unique across the whole document; assumptions point at ids that exist."""

from collections.abc import Iterator

from pydantic import BaseModel

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.index import SpecIndex
from sayso.spec.model import Element

from .findings import error, warning


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """Ids given twice, and assumptions about nothing."""
    seen: dict[str, str] = {}
    for path, element in _elements(index.spec, ""):
        if element.id in seen:
            yield error(
                "duplicate-id",
                path,
                f"The id “{element.id}” is also that of {seen[element.id]}.",
                "Give one of them a fresh id.",
            )
        seen.setdefault(element.id, path)
    for assumption in index.spec.assumptions:
        for wanted in assumption.elements:
            if wanted not in seen:
                yield warning(
                    "unknown-element",
                    f"assumptions.{assumption.id}",
                    f"The assumption “{assumption.text}” is about “{wanted}”, which does not exist.",
                    "Remove the id from its elements, or the assumption.",
                )


def _elements(value: BaseModel, path: str) -> Iterator[tuple[str, Element]]:
    if isinstance(value, Element):
        yield path, value
    for key in type(value).model_fields:
        part = getattr(value, key)
        place = f"{path}.{key}" if path else key
        if isinstance(part, BaseModel):
            yield from _elements(part, place)
        elif isinstance(part, tuple):
            for number, one in enumerate(part):
                if isinstance(one, BaseModel):
                    yield from _elements(one, f"{place}.{_label(one, number)}")


def _label(part: object, number: int) -> str:
    """The name by which a part is known; its number where it has none."""
    for key in ("name", "key", "entity"):
        label = getattr(part, key, None)
        if isinstance(label, str):
            return label
    return str(number)
