"""Whose a thing is that a message speaks of: where it does not say, or two things fit, somebody has to."""

from collections.abc import Iterator, Sequence

from sayso.design.offline.refine.likeness import key
from sayso.design.offline.refine.mentions import Mentions
from sayso.design.offline.refine.types import Focus
from sayso.spec.edits import Edit
from sayso.spec.edits.kinds import label_of, name_of
from sayso.spec.edits.tree import Spot, walk
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Component, Computed, Entity, Field, Flow, Option, State


def ambiguous(
    message: str, spec: AppSpec, edits: Sequence[Edit], focus: Focus
) -> Iterator[tuple[Spot, Spot]]:
    """Things that a message means by a name which another one bears, too; the one that was taken first."""
    named = {found.entity.name for found in Mentions(SpecIndex(spec)).entities_in(message)}
    near = next((one.name for one in spec.entities if one.id == focus.entity), None)
    spots = list(walk(spec))
    for edit in edits:
        spot = next((one for one in spots if one.element.id == getattr(edit, "target", None)), None)
        if spot is None or spot.element.id in {focus.field, focus.component}:
            continue
        match spot.element:
            case Field() | Computed() | Option() | State() if _entity_of(spot) not in {*named, near}:
                rivals = _of_same_name(spot, spots)
            case Component() if edit.op == "remove" and spot.element.entity not in named:
                rivals = _of_same_type(spot.element, spots, spec, message)
            case _:
                continue
        yield from ((spot, rival) for rival in rivals)


def _of_same_name(spot: Spot, spots: list[Spot]) -> list[Spot]:
    return [
        one
        for one in spots
        if one.kind is spot.kind and _entity_of(one) != _entity_of(spot) and _called(one) == _called(spot)
    ]


def _of_same_type(shown: Component, spots: list[Spot], spec: AppSpec, message: str) -> list[Spot]:
    """Other components of a type, unless the message says something of this one alone."""
    said = set(key(message))
    return [
        one
        for one in spots
        if isinstance(one.element, Component)
        and one.element.type is shown.type
        and one.element.id != shown.id
        and not said & _title(spec, shown) - _title(spec, one.element)
    ]


def _called(spot: Spot) -> tuple[str, ...]:
    return key(label_of(spot.element) or name_of(spot.element) or "")


def _title(spec: AppSpec, component: Component) -> set[str]:
    """The words by which people tell a component from others of its kind."""
    report = next((one for one in spec.reports if one.name == component.props.get("report")), None)
    pages = [page.title for page in spec.pages if component.name in page.components]
    return set(key(" ".join([report.title if report else "", component.entity or "", *pages])))


def _entity_of(spot: Spot) -> str:
    at: Spot | None = spot
    while at is not None:
        if isinstance(at.element, Entity):
            return at.element.name
        if isinstance(at.element, Flow):
            return at.element.entity
        at = at.parent
    return ""


def unnamed_owners(message: str, before: AppSpec, after: AppSpec, focus: str | None) -> list[Entity]:
    """Things that got a field although the message does not name them, and they were not spoken of before."""
    known = {spot.element.id for spot in walk(before)}
    if len(before.entities) < 2:
        return []
    named = {found.entity.id for found in Mentions(SpecIndex(before)).entities_in(message)}
    return [
        entity
        for entity in after.entities
        if entity.id in known
        and entity.id != focus
        and entity.id not in named
        and any(isinstance(field, Field) and field.id not in known for field in entity.fields)
    ]
