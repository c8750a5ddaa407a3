"""Which elements of the spec a file came from, so that a change rewrites only what depends on it."""

from sayso.spec.index import SpecIndex
from sayso.spec.model import ComponentType, Entity


def elements_of(index: SpecIndex, entity: Entity) -> tuple[str, ...]:
    """The entity with all its parts, links and what they lead to, its flow, its forms and its permissions."""
    ids = [entity.id]
    for field in entity.fields:
        ids += [field.id, *(option.id for option in field.options)]
    ids += [value.id for value in entity.computed]
    ids += [rule.id for rule in entity.rules]
    for link in index.spec.relationships:
        ends = (link.from_entity, link.to_entity)
        if entity.name in ends:
            ids += [link.id, *(index.entities[end].id for end in ends)]
    flow = index.flows.get(entity.name)
    if flow is not None:
        ids += [flow.id, *(state.id for state in flow.states), *(move.id for move in flow.transitions)]
    forms = (c for c in index.spec.components if c.type is ComponentType.FORM and c.entity == entity.name)
    ids += [form.id for form in forms]
    ids += [role.id for role in index.spec.permissions.roles]
    ids += [rule.id for rule in index.spec.permissions.rules if rule.entity == entity.name]
    return tuple(dict.fromkeys(ids))
