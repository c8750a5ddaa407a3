"""Parts of a shape and the elements of a spec that they speak of."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from sayso.spec.edits import Kind, Rename
from sayso.spec.edits.kinds import name_of
from sayso.spec.model import Element

P = TypeVar("P")
E = TypeVar("E", bound=Element)


class Renamable(Protocol):
    """A part that may have had another name."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def was(self) -> str | None:
        """What it was called."""
        ...


R = TypeVar("R", bound=Renamable)


def matched(
    parts: Iterable[P], elements: Sequence[E], *keys: Callable[[P, E], bool]
) -> list[tuple[P, E | None]]:
    """Each part with its element; every element goes to one part, the surest key first."""
    parts = list(parts)
    found: dict[int, E] = {}
    free = list(elements)
    for fits in keys:
        for place, part in enumerate(parts):
            if place in found:
                continue
            element = next((one for one in free if fits(part, one)), None)
            if element is not None:
                found[place] = element
                free.remove(element)
    return [(part, found.get(place)) for place, part in enumerate(parts)]


def merged(elements: Sequence[E], settled: Sequence[E], *, complete: bool) -> tuple[E, ...]:
    """The elements with the settled ones in their place.

    New ones follow the one that they were named after. What is complete gives the order, too, and what it
    leaves out has no place in it.
    """
    if complete:
        return tuple(settled)
    by_id = {one.id: one for one in settled}
    row = [by_id.get(one.id, one) for one in elements]
    known = {one.id for one in row}
    before: E | None = None
    for one in settled:
        if one.id not in known:
            place = next((n for n, other in enumerate(row) if before and other.id == before.id), len(row) - 1)
            row.insert(place + 1, one)
            known.add(one.id)
        before = one
    return tuple(row)


def unnamed(settled: Iterable[tuple[P, E | None]], elements: Sequence[E]) -> list[E]:
    """The elements that no part speaks of."""
    spoken = {element.id for _, element in settled if element is not None}
    return [one for one in elements if one.id not in spoken]


def by_name(parts: Iterable[R], elements: Sequence[E]) -> list[tuple[R, E | None]]:
    """Each part with the element of the name that it had, or has."""
    return matched(
        parts,
        elements,
        lambda part, one: part.was is not None and part.was == name_of(one),
        lambda part, one: part.name == name_of(one),
    )


def renames(kind: Kind, pairs: Iterable[tuple[R, E | None]], label: str = "") -> list[Rename]:
    """What has another name than before, or another label where one was given."""
    found = []
    for part, element in pairs:
        if element is None:
            continue
        new = getattr(part, label) if label else None
        if part.name != name_of(element) or (new is not None and new != getattr(element, label)):
            found.append(Rename(kind=kind, target=element.id, name=part.name, label=new))
    return found


def paired(parts: Iterable[R], elements: Sequence[E]) -> list[tuple[R, E | None]]:
    """Each part with the element that bears its name, once those renamed have the new ones."""
    return matched(parts, elements, lambda part, one: part.name == name_of(one))


def known(pairs: Iterable[tuple[P, E | None]]) -> list[tuple[P, E]]:
    """The pairs that have an element."""
    return [(part, element) for part, element in pairs if element is not None]
