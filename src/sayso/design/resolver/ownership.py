"""What a sentence grants or takes, and the permission rules after it."""

from sayso.design.name_lookup.situation import Situation
from sayso.spec.model import Action, Entity, PermissionRule, Role


def lessened(rule: PermissionRule, gone: set[Action], situation: Situation) -> PermissionRule | None:
    kept = tuple(action for action in rule.actions if action not in gone)
    if kept == rule.actions:
        return rule
    return rule.model_copy(update={"id": situation.ids.new("prm"), "actions": kept}) if kept else None


def way_to(role: Role, entity: Entity, situation: Situation) -> str | None:
    """How a row leads to the person of this role; ``self`` when it is that person."""
    person = person_of(role, situation)
    if person is None:
        return None
    if person.id == entity.id:
        return "self"
    row: list[tuple[str, ...]] = [()]
    owners: dict[tuple[str, ...], str] = {(): entity.name}
    for path in row:
        if len(path) < 3:
            for name, link in situation.index.parents(owners[path]).items():
                if link.parent == person.name:
                    return ".".join([*path, name])
                if (*path, name) not in owners:
                    owners[(*path, name)] = link.parent
                    row.append((*path, name))
    return None


def person_of(role: Role, situation: Situation) -> Entity | None:
    """The entity whose rows are the people with this role."""
    return next((e for e in situation.spec.entities if e.person_role == role.name), None) or next(
        (e for e in situation.spec.entities if e.name == role.name), None
    )
