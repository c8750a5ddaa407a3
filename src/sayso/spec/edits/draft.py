"""A spec while edits are being applied to it."""

from sayso.spec.model import AppSpec, Element

from .kinds import SHAPES, Kind
from .tree import Spot, parts, siblings, walk, with_siblings


class CannotApply(Exception):  # noqa: N818 - never leaves this package: it becomes a Diagnostic
    """One edit does not fit the spec as it is."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


class Draft:
    """The spec so far, with a map of where every element is."""

    def __init__(self, spec: AppSpec) -> None:
        self._spec = spec
        self._parents: dict[str, tuple[Kind, str | None]] | None = None

    @property
    def spec(self) -> AppSpec:
        """As the edits so far have left it."""
        return self._spec

    def replace(self, spec: AppSpec) -> None:
        """Goes on with ``spec``, in which elements may have come or gone."""
        self._spec, self._parents = spec, None

    def knows(self, target: str) -> bool:
        """Whether an element bears this id."""
        return target in self._map()

    def find_any(self, target: str) -> Element | None:
        """The element with this id, whatever its kind."""
        known = self._map().get(target)
        return self.find(target, known[0]).element if known else None

    def find(self, target: str, kind: Kind) -> Spot:
        """The element with this id, which has to be of this kind."""
        known = self._map().get(target)
        if known is None:
            raise CannotApply(
                "unknown_target", f"There is no {kind} with the id {target}.", "Use an id of this spec."
            )
        if known[0] != kind:
            raise CannotApply(
                "wrong_kind", f"{target} is a {known[0]}, not a {kind}.", f"Say kind {known[0]}."
            )
        above = SHAPES[kind].parent
        parent = self.find(known[1], above) if known[1] and above else None
        row = siblings(self._spec, kind, parent.element if parent else None)
        position = next(place for place, element in enumerate(row) if element.id == target)
        return Spot(kind, row[position], position, parent)

    def insert(self, kind: Kind, parent: Spot | None, element: Element, position: int | None) -> None:
        """Puts in a new element; at the end without a position."""
        row = siblings(self._spec, kind, parent.element if parent else None)
        at = len(row) if position is None else position
        spots = self._map()
        self._spec = with_siblings(self._spec, kind, parent, (*row[:at], element, *row[at:]))
        spots[element.id] = (kind, parent.element.id if parent else None)
        spots.update(
            {
                spot.element.id: (spot.kind, spot.parent.element.id)
                for spot in parts(element, kind)
                if spot.parent
            }
        )

    def _map(self) -> dict[str, tuple[Kind, str | None]]:
        if self._parents is None:
            self._parents = {
                spot.element.id: (spot.kind, spot.parent.element.id if spot.parent else None)
                for spot in walk(self._spec)
            }
        return self._parents
