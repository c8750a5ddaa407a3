"""Whose a row is: the people of a role among the records, and the way from a row to them."""

from sayso.design.offline.model.names import synonyms

from .parts import Parts


def near(parts: Parts, entities: set[str]) -> set[str]:
    """Entities that rows of these refer to or are linked with."""
    found: set[str] = set()
    for link in parts.relationships:
        if link.from_entity in entities:
            found.add(link.to_entity)
        if link.to_entity in entities and link.kind.value == "many_to_many":
            found.add(link.from_entity)
    return found


def person_of(parts: Parts, role: str) -> str | None:
    """The entity whose rows are the people with this role."""
    for name in parts.entities:
        if parts.thing(name).person and (
            name == role or (name in synonyms(role) and name not in {r.name for r in parts.business.roles})
        ):
            return name
    return None


def owner_path(parts: Parts, role: str, entity: str) -> str:
    """What *own* means: the way from a row to the person with the role, else who created it."""
    person = person_of(parts, role)
    if person is None:
        return "created_by"
    if entity == person:
        return "self"
    for link in parts.parents(entity):
        if link.to_entity == person:
            return link.name
    for link in parts.parents(entity):
        for further in parts.parents(link.to_entity):
            if further.to_entity == person:
                return f"{link.name}.{further.name}"
    return "created_by"


def mark_person(parts: Parts, role: str) -> None:
    """Link the records of the people with this role to those who sign in."""
    entity = person_of(parts, role)
    if entity is not None and parts.entities[entity].person_role is None:
        parts.change(entity, person_role=role)
