"""The requirement trace: which words an element came from, and which files come from the element."""

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.compiler.draft import FileDraft
from sayso.spec.edits.element_labels import Speaker
from sayso.spec.edits.tree import walk
from sayso.spec.model import AppSpec


@dataclass(frozen=True, slots=True)
class Trace:
    """An element, why it is there and what it became.

    ``source`` are the words it came from, ``assumed`` the reason it is there although nobody said so; an
    element that has neither of its own has those of what it is part of. ``files`` are paths.
    """

    element: str
    kind: str
    name: str
    source: str | None
    assumed: str | None
    files: tuple[str, ...]


def trace_of(spec: AppSpec, drafts: Iterable[FileDraft]) -> tuple[Trace, ...]:
    """The trace of every element, in the order of the spec."""
    files: dict[str, list[str]] = {}
    for draft in sorted(drafts, key=lambda draft: draft.path):
        for element in draft.elements:
            files.setdefault(element, []).append(draft.path)
    speaker = Speaker(spec)
    found = []
    for spot in walk(spec):
        why = spot
        while why.parent is not None and why.element.source is None and why.element.assumed is None:
            why = why.parent
        found.append(
            Trace(
                element=spot.element.id,
                kind=spot.kind.value,
                name=speaker.full(spot),
                source=why.element.source,
                assumed=why.element.assumed,
                files=tuple(files.get(spot.element.id, ())),
            )
        )
    return tuple(found)
