"""The edits that lead from one spec to another, found by stable ids."""

from collections.abc import Sequence

from sayso.errors import InputError
from sayso.spec.model import AppSpec, Element, Field, Page, Relationship

from .draft import CannotApply, Draft
from .kinds import CHILDREN, Kind, label_of, name_of
from .language import (
    ADDS,
    OF_PERMISSIONS,
    SETS,
    Edit,
    Move,
    Remove,
    Rename,
    Retype,
    SetLayout,
    SetSpec,
    SpecValues,
)
from .operations import perform
from .tree import Spot, siblings, walk

_ROUNDS = 50
"""Each round settles all that fits; names in circles of n take about n rounds."""


def diff(old: AppSpec, new: AppSpec) -> tuple[Edit, ...]:
    """Edits for which ``apply(old, diff(old, new)).spec == new`` holds.

    They are applied to a draft as they are found, so that what one edit brings along is not said again, and
    what it changes too much is put right after it.

    Raises:
        InputError: when an id occurs twice in one of the specs, or no edits lead from one to the other.
    """
    difference = _Difference(old, new)
    difference.close()
    return tuple(difference.edits)


class _Difference:
    def __init__(self, old: AppSpec, new: AppSpec) -> None:
        for spec in (old, new):
            _refuse_ambiguous(spec)
        self.draft = Draft(old)
        self.new = new
        self.wanted = {spot.element.id: spot for spot in walk(new)}
        self.edits: list[Edit] = []

    def close(self) -> None:
        """Finds edits until nothing differs. An edit that does not fit yet may fit in the next round."""
        for _ in range(_ROUNDS):
            if self.draft.spec == self.new:
                return
            said = len(self.edits)
            self._settle_names()
            self._settle_children(None)
            self._remove_unwanted()
            self._settle_spec()
            if len(self.edits) == said and not self._rename_in_passing():
                break

        raise InputError(
            "No edits lead from one spec to the other.", hint="Check that both are without errors."
        )

    def _do(self, edit: Edit) -> bool:
        try:
            perform(self.draft, edit)
        except CannotApply:
            return False
        self.edits.append(edit)
        return True

    def _settle_spec(self) -> None:
        old, new = self.draft.spec, self.new
        wanted = [
            (name, *((old.permissions, new.permissions) if name in OF_PERMISSIONS else (old, new)))
            for name in SpecValues.model_fields
        ]
        values = {
            name: getattr(after, name)
            for name, before, after in wanted
            if getattr(before, name) != getattr(after, name)
        }
        if values:
            self._do(SetSpec(values=SpecValues(**values)))

    def _settle_children(self, parent: Spot | None) -> None:
        """Makes what sits in a wanted element (or in the spec) as it is wanted, removals excepted."""
        for kind in CHILDREN[parent.kind if parent else None]:
            wanted = siblings(self.new, kind, parent.element if parent else None)
            for place, element in enumerate(wanted):
                if not self.draft.knows(element.id):
                    self._add(kind, parent, element, wanted[place - 1] if place else None)
                elif self.draft.find_any(element.id) != element:
                    self._settle(kind, element)
            self._order(kind, parent, wanted)

    def _settle_names(self) -> None:
        """Before anything else, since a rename carries most with it."""
        for spot in self.wanted.values():
            self._rename(spot.kind, spot.element)

    def _add(self, kind: Kind, parent: Spot | None, element: Element, after: Element | None) -> None:
        row = self._row(kind, parent)
        place = row.index(after.id) + 1 if after and after.id in row else 0
        above = parent.element.id if parent else None
        position = None if place == len(row) else place
        self._do(ADDS[kind](kind=kind, parent=above, element=element, position=position))

    def _settle(self, kind: Kind, new: Element) -> None:
        self._rename(kind, new)
        old = self.draft.find_any(new.id)
        if isinstance(old, Field) and isinstance(new, Field) and old.type is not new.type:
            self._do(Retype(target=new.id, type=new.type, options=new.options or None))
        if isinstance(old, Page) and isinstance(new, Page) and old.layout != new.layout:
            self._do(SetLayout(target=new.id, layout=new.layout))
        old = self.draft.find_any(new.id)
        model = SETS[kind].model_fields["values"].annotation
        if model is not None and old is not None:
            names = [name for name in model.model_fields if getattr(old, name) != getattr(new, name)]
            if names:
                values = model.model_construct(_fields_set=set(names), **{n: getattr(new, n) for n in names})
                self._do(SETS[kind](kind=kind, target=new.id, values=values))
        self._settle_children(self.wanted[new.id])

    def _rename(self, kind: Kind, new: Element) -> bool:
        old = self.draft.find_any(new.id)
        if type(old) is not type(new) or old is None:
            return False
        inverse = new.inverse if isinstance(new, Relationship) and isinstance(old, Relationship) else None
        same_inverse = not isinstance(old, Relationship) or old.inverse == inverse
        name = name_of(new)
        if name is None or ((name, label_of(new)) == (name_of(old), label_of(old)) and same_inverse):
            return False
        return self._do(
            Rename(
                kind=kind,
                target=new.id,
                name=name,
                label=label_of(new),
                inverse=None if same_inverse else inverse,
            )
        )

    def _order(self, kind: Kind, parent: Spot | None, wanted: Sequence[Element]) -> None:
        """Moves as few as possible: those outside the longest run that is in order already."""
        row = self._row(kind, parent)
        places = [row.index(element.id) for element in wanted if element.id in row]
        if places == sorted(places):
            return
        staying = set(_longest_rising(places))
        before: str | None = None
        for element in wanted:
            if element.id not in row:
                continue
            if row.index(element.id) not in staying:
                rest = [other for other in self._row(kind, parent) if other != element.id]
                position = rest.index(before) + 1 if before else 0
                self._do(Move(kind=kind, target=element.id, position=position))
            before = element.id

    def _remove_unwanted(self) -> None:
        for spot in list(walk(self.draft.spec)):
            wanted = self.wanted.get(spot.element.id)
            stays = wanted is not None and wanted.kind is spot.kind and _parent_id(wanted) == _parent_id(spot)
            if not stays and self.draft.knows(spot.element.id):
                self._do(Remove(kind=spot.kind, target=spot.element.id))

    def _rename_in_passing(self) -> bool:
        """Two elements that swap names: one of them goes by another name for a moment."""
        for spot in walk(self.draft.spec):
            wanted = self.wanted.get(spot.element.id)
            name = name_of(spot.element)
            if wanted is None or name is None or name == name_of(wanted.element):
                continue
            tail = "X" if name[0].isupper() else "_x"
            if self._do(Rename(kind=spot.kind, target=spot.element.id, name=name + tail)):
                return True
        return False

    def _row(self, kind: Kind, parent: Spot | None) -> list[str]:
        """Ids of the siblings as they stand now."""
        above = self.draft.find_any(parent.element.id) if parent else None
        if parent and above is None:
            return []
        return [element.id for element in siblings(self.draft.spec, kind, above)]


def _refuse_ambiguous(spec: AppSpec) -> None:
    seen: set[str] = set()
    for spot in walk(spec):
        if spot.element.id in seen:
            raise InputError(f"The id {spot.element.id} occurs twice.", hint="Give every element its own id.")
        seen.add(spot.element.id)


def _parent_id(spot: Spot) -> str | None:
    return spot.parent.element.id if spot.parent else None


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """A longest subsequence that rises."""
    best: list[list[int]] = []
    for number in numbers:
        runs = [run for run in best if run[-1] < number]
        best.append([*max(runs, key=len, default=[]), number])
    return max(best, key=len, default=[])
