"""What is said of changes that move no row: elements that come, go, return or are called otherwise."""

from sayso.spec.edits.describing import Speaker
from sayso.spec.edits.kinds import Kind
from sayso.spec.edits.tree import Spot, walk
from sayso.spec.model import AppSpec, Entity, Field, Flow, Option, Relationship, State

from .draft import Draft
from .types import Probe

_CHOICES = frozenset({Kind.OPTION, Kind.STATE})
"""Taken back where rows may have them, and said there."""
_KINDS = (Kind.ENTITY, Kind.FIELD, Kind.OPTION, Kind.RELATIONSHIP, Kind.FLOW, Kind.STATE)


def say_changes(draft: Draft) -> None:
    """A step for each that no other step speaks of."""
    said = {element for step in draft.steps for element in step.elements}
    old, new = _spots(draft.before), _spots(draft.after)
    was, now = Speaker(draft.before), Speaker(draft.after)
    for id_, spot in old.items():
        if id_ not in new and id_ not in said and spot.kind not in _CHOICES and not _goes_along(spot, new):
            stay = (
                "rows stay in the archive and return with undo"
                if spot.kind is Kind.ENTITY
                else ("its values stay in the archive and return with undo")
            )
            sentence = f"Remove {was.full(spot)}; {stay}."
            draft.say(f"remove_{spot.kind}", sentence, id_, probes=_leaving(draft, id_))
    for id_, spot in new.items():
        before = old.get(id_)
        if before is None:
            if id_ not in said and not _goes_along(spot, old):
                draft.say(f"add_{spot.kind}", f"Add {now.full(spot)}.", id_)
        elif _called(before.element) != _called(spot.element):
            draft.say(
                f"rename_{spot.kind}",
                f"Rename “{was.name(before.element)}” to “{now.name(spot.element)}”; all rows stay.",
                id_,
            )


def _leaving(draft: Draft, key: str) -> tuple[Probe, ...]:
    """How much leaves the live rows, so that a person confirms it."""
    if key in draft.old.tables:
        count = f"select count(*) from {draft.old.tables[key].qualified}"
        return (Probe("Rows that go to the archive", count, loses=True),)
    for table in draft.old.tables.values():
        if key in table.columns:
            column = f"t.{table.columns[key].name}"
            some = f"from {table.qualified} as t where {column} is not null"
            examples = f"select t.id, {column}::text as value {some} order by t.created_at, t.id limit 20"
            return (Probe("Values that go to the archive", f"select count(*) {some}", examples, loses=True),)
    return ()


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
