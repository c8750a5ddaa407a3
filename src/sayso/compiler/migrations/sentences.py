"""What is said of changes that move no row: elements that come, go, return or are called otherwise."""

from sayso.spec.edits.describing import Speaker
from sayso.spec.edits.kinds import Kind
from sayso.spec.edits.tree import Spot, walk
from sayso.spec.model import AppSpec, Entity, Field, Flow, Option, Relationship, State

from .draft import Draft

_CHOICES = frozenset({Kind.OPTION, Kind.STATE})
"""Taken back where rows may have them, and said there."""
_KINDS = (Kind.ENTITY, Kind.FIELD, Kind.OPTION, Kind.RELATIONSHIP, Kind.FLOW, Kind.STATE)


def say_changes(draft: Draft) -> None:
    """A step for each."""
    old, new = _spots(draft.before), _spots(draft.after)
    was, now = Speaker(draft.before), Speaker(draft.after)
    for id_, spot in old.items():
        if id_ not in new and spot.kind not in _CHOICES and not _goes_along(spot, new):
            stay = (
                "rows stay in the archive and return with undo"
                if spot.kind is Kind.ENTITY
                else ("its values stay in the archive and return with undo")
            )
            draft.say(f"remove_{spot.kind}", f"Remove {was.full(spot)}; {stay}.", id_)
    for id_, spot in new.items():
        before = old.get(id_)
        if before is None:
            if not _goes_along(spot, old):
                draft.say(f"add_{spot.kind}", f"Add {now.full(spot)}.", id_)
        elif _called(before.element) != _called(spot.element):
            draft.say(
                f"rename_{spot.kind}",
                f"Rename “{was.name(before.element)}” to “{now.name(spot.element)}”; all rows stay.",
                id_,
            )


def _spots(spec: AppSpec) -> dict[str, Spot]:
    return {spot.element.id: spot for spot in walk(spec) if spot.kind in _KINDS}


def _goes_along(spot: Spot, others: dict[str, Spot]) -> bool:
    """Whether what it is part of comes or goes as well, which is said once."""
    return spot.parent is not None and spot.parent.element.id not in others


def _called(element: object) -> tuple[str, ...]:
    match element:
        case Entity():
            return (element.name, element.display_name)
        case Field() | Option() | State():
            return (element.name, element.label)
        case Relationship():
            return (element.name, element.inverse)
        case Flow():
            return (element.field,)
    return ()
