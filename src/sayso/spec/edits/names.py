"""What parts of a spec call each other by, and where a dotted path leads.

A ``Name`` is a key such as ``("member", "appointment", "client")``. Fields, computed values, flow columns and
relations of an entity are all its *members*, because expressions, props and paths do not tell them apart.
"""

from collections.abc import Iterator, Mapping

from sayso.spec.model import (
    AppSpec,
    Component,
    Computed,
    Element,
    Entity,
    Field,
    Flow,
    Option,
    Relationship,
    Report,
    Role,
    State,
)

from .tree import Spot, walk

Name = tuple[str, ...]
Changes = Mapping[Name, str | None]
"""What each name becomes; ``None`` means that nothing bears it any more."""


def entity_name(entity: str) -> Name:
    """The name of an entity."""
    return ("entity", entity)


def member_name(entity: str, member: str) -> Name:
    """The name of a field, computed value, flow column or relation of an entity."""
    return ("member", entity, member)


def value_name(entity: str, member: str, value: str) -> Name:
    """The name of an option of an enum field, or of a state."""
    return ("value", entity, member, value)


def role_name(role: str) -> Name:
    """The name of a role."""
    return ("role", role)


def component_name(component: str) -> Name:
    """The name of a component."""
    return ("component", component)


def report_name(report: str) -> Name:
    """The name of a report."""
    return ("report", report)


def names_borne(element: Element, parents: tuple[Element, ...] = ()) -> Iterator[Name]:
    """The names by which others may mention this element; ``parents`` from the outermost."""
    match element, parents:
        case Entity(name=name), _:
            yield entity_name(name)
        case ((Field(name=name) | Computed(name=name)), (Entity(name=entity),)):
            yield member_name(entity, name)
        case Option(name=name), (Entity(name=entity), Field(name=field)):
            yield value_name(entity, field, name)
        case Relationship() as link, _:
            yield member_name(link.from_entity, link.name)
            yield member_name(link.to_entity, link.inverse)
        case Flow(entity=entity, field=field), _:
            yield member_name(entity, field)
        case State(name=name), (Flow(entity=entity, field=field),):
            yield value_name(entity, field, name)
        case Role(name=name), _:
            yield role_name(name)
        case Component(name=name), _:
            yield component_name(name)
        case Report(name=name), _:
            yield report_name(name)
        case _:
            return


def parents_of(spot: Spot) -> tuple[Element, ...]:
    """The elements around a spot, from the outermost."""
    return (*parents_of(spot.parent), spot.parent.element) if spot.parent else ()


def relation_targets(spec: AppSpec) -> dict[tuple[str, str], str]:
    """The entity that each relation leads to, by entity and relation name, from both ends."""
    targets: dict[tuple[str, str], str] = {}
    for link in spec.relationships:
        targets[link.from_entity, link.name] = link.to_entity
        targets[link.to_entity, link.inverse] = link.from_entity
    return targets


def names_in(spec: AppSpec) -> Iterator[tuple[Name, str]]:
    """Every name and the id of the element that bears it."""
    for spot in walk(spec):
        for name in names_borne(spot.element, parents_of(spot)):
            yield name, spot.element.id
