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

from .tree import Spot

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


def bearers(spec: AppSpec, name: Name) -> Iterator[Element]:
    """The elements that bear a name; more than one means that mentions of it are ambiguous."""
    match name:
        case ("entity", wanted):
            yield from (entity for entity in spec.entities if entity.name == wanted)
        case ("member", owner, wanted):
            for entity in spec.entities:
                if entity.name == owner:
                    yield from (part for part in (*entity.fields, *entity.computed) if part.name == wanted)
            for link in spec.relationships:
                yield from [link] * [(link.from_entity, link.name), (link.to_entity, link.inverse)].count(
                    (owner, wanted)
                )
            yield from (flow for flow in spec.flows if (flow.entity, flow.field) == (owner, wanted))
        case ("value", owner, member, wanted):
            for entity in spec.entities:
                if entity.name == owner:
                    fields = (field for field in entity.fields if field.name == member)
                    yield from (
                        option for field in fields for option in field.options if option.name == wanted
                    )
            for flow in spec.flows:
                if (flow.entity, flow.field) == (owner, member):
                    yield from (state for state in flow.states if state.name == wanted)
        case ("role", wanted):
            yield from (role for role in spec.permissions.roles if role.name == wanted)
        case ("component", wanted):
            yield from (component for component in spec.components if component.name == wanted)
        case ("report", wanted):
            yield from (report for report in spec.reports if report.name == wanted)
