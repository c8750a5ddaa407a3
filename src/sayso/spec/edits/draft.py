"""A spec while edits are being applied to it."""

from sayso.spec.model import AppSpec, Element

from .kinds import SHAPES, Kind
from .names import Name, names_borne, names_in, parents_of
from .tree import Spot, siblings, walk, walk_element, with_element, with_siblings


class CannotApply(Exception):  # noqa: N818 - never leaves this package: it becomes a Diagnostic
    """One edit does not fit the spec as it is."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


class Draft:
    """The spec so far, with maps of where every element is and of what is called how."""

    def __init__(self, spec: AppSpec) -> None:
        self._spec = spec
        self._places: dict[str, tuple[Kind, str | None]] | None = None
        self._bearers: dict[Name, list[str]] | None = None

    @property
    def spec(self) -> AppSpec:
        """As the edits so far have left it."""
        return self._spec

    def replace(self, spec: AppSpec) -> None:
        """Goes on with ``spec``, in which anything may have come, gone or changed its name."""
        self._spec, self._places, self._bearers = spec, None, None

    def put(self, spot: Spot, element: Element) -> None:
        """Puts ``element`` in the place of the one at ``spot``; it has the same id and parts."""
        around = parents_of(spot)
        if tuple(names_borne(element, around)) != tuple(names_borne(spot.element, around)):
            self._bearers = None
        self._spec = with_element(self._spec, spot, element)

    def insert(self, kind: Kind, parent: Spot | None, element: Element, position: int | None) -> None:
        """Puts in a new element; at the end without a position."""
        places, bearers = self._map(), self._names()
        row = siblings(self._spec, kind, parent.element if parent else None)
        at = len(row) if position is None else position
        self._spec = with_siblings(self._spec, kind, parent, (*row[:at], element, *row[at:]))
        for spot in walk_element(Spot(kind, element, at, parent)):
            places[spot.element.id] = (spot.kind, spot.parent.element.id if spot.parent else None)
            for name in names_borne(spot.element, parents_of(spot)):
                bearers.setdefault(name, []).append(spot.element.id)

    def knows(self, target: str) -> bool:
        """Whether an element bears this id."""
        return target in self._map()

    def bearers(self, name: Name) -> tuple[str, ...]:
        """Ids of the elements with this name."""
        return tuple(self._names().get(name, ()))

    def find_any(self, target: str) -> Element | None:
        """The element with this id, whatever its kind."""
        known = self._map().get(target)
        return self.find(target, known[0]).element if known else None

    def find(self, target: str, kind: Kind) -> Spot:
        """The element with this id, which has to be of this kind."""
        known = self._map().get(target)
        if known is None:
            raise CannotApply(
                "unknown-target", f"There is no {kind} with the id {target}.", "Use an id of this spec."
            )
        if known[0] != kind:
            raise CannotApply(
                "wrong-kind", f"{target} is a {known[0]}, not a {kind}.", f"Say kind {known[0]}."
            )
        above = SHAPES[kind].parent
        parent = self.find(known[1], above) if known[1] and above else None
        row = siblings(self._spec, kind, parent.element if parent else None)
        position = next(place for place, element in enumerate(row) if element.id == target)
        return Spot(kind, row[position], position, parent)

    def _map(self) -> dict[str, tuple[Kind, str | None]]:
        if self._places is None:
            self._places = {
                spot.element.id: (spot.kind, spot.parent.element.id if spot.parent else None)
                for spot in walk(self._spec)
            }
        return self._places

    def _names(self) -> dict[Name, list[str]]:
        if self._bearers is None:
            self._bearers = {}
            for name, bearer in names_in(self._spec):
                self._bearers.setdefault(name, []).append(bearer)
        return self._bearers
