"""Links: what each row has one or several of."""

from collections.abc import Iterable
from typing import Any

from sayso.spec.edits import Kind
from sayso.spec.model import Entity, Relationship, RelationshipKind

from .elements import entity_of
from .vocabulary import listed
from .work import Work


def link(
    work: Work, entity: Entity, parent: Entity, *, several: bool, at: int, required: bool = False
) -> bool:
    """Each of ``entity`` has one or several of ``parent``; both ways where the other way is several, too."""
    if several:
        return _have_several(work, entity, parent, at)
    return _has_one(work, entity, parent, at, required=required)


def _has_one(work: Work, entity: Entity, parent: Entity, at: int, *, required: bool) -> bool:
    """Each of ``entity`` has one of ``parent``."""
    ties = _ties(work, entity, parent)
    if held := _belonging(ties, entity):
        return _change(work, at, held, required=True) if required else _settled(work, at)
    if many := next((one for one in ties if one.kind is RelationshipKind.MANY_TO_MANY), None):
        mine = many.from_entity == entity.name
        return _change(work, at, many, kind="belongs_to" if mine else "has_many")
    return _add(work, at, "belongs_to", entity, parent, required=required)


def _have_several(work: Work, entity: Entity, parent: Entity, at: int) -> bool:
    """Each of ``entity`` has several of ``parent``."""
    ties = _ties(work, entity, parent)
    if _belonging(ties, parent):
        return _settled(work, at)
    if says(work, parent, entity, "one"):
        return _add(work, at, "belongs_to", parent, entity)
    if one_way := _belonging(ties, entity):
        return _change(work, at, one_way, kind="many_to_many")
    if any(one.kind is RelationshipKind.MANY_TO_MANY for one in ties):
        return _settled(work, at)
    if says(work, parent, entity, "many") or is_shared(parent, entity) or _is_by_act(work, at, parent):
        return _add(work, at, "many_to_many", entity, parent)
    return _add(work, at, "belongs_to", parent, entity)


def _ties(work: Work, entity: Entity, parent: Entity) -> list[Relationship]:
    """What ties them already, either way."""
    both = {entity.name, parent.name}
    return [one for one in work.spec.relationships if {one.from_entity, one.to_entity} == both]


def _belonging(ties: Iterable[Relationship], entity: Entity) -> Relationship | None:
    """The tie by which each of this entity has one of the other."""
    return next(
        (one for one in ties if one.from_entity == entity.name and one.kind is RelationshipKind.BELONGS_TO),
        None,
    )


def _settled(work: Work, at: int) -> bool:
    """It is so already."""
    work.settle(at)
    return True


def _change(work: Work, at: int, tie: Relationship, **values: Any) -> bool:
    target = f"{tie.from_entity}.{tie.name}"
    return work.do("set", Kind.RELATIONSHIP, at, target=target, values=values)


def _add(work: Work, at: int, kind: str, start: Entity, end: Entity, **values: Any) -> bool:
    element = {"kind": kind, "from": start.name, "to": end.name, **values}
    return work.do("add", Kind.RELATIONSHIP, at, element=element)


def _is_by_act(work: Work, at: int, parent: Entity) -> bool:
    """Whether it is by what people do, as others do, that each has several: *is trained for rooms*."""
    from sayso.catalogue.lexicon import profile_of
    from sayso.catalogue.senses import Sense

    head = work.head(at)
    acts = work.under(head, "act") if head is not None else []
    return (
        bool(acts)
        and parent.id not in work.fresh
        and profile_of(parent.name).sense in {Sense.PLACE, Sense.ARTIFACT}
    )


def says(work: Work, entity: Entity, parent: Entity, role: str) -> bool:
    """Whether the message says anywhere that each of ``entity`` has *one* or *many* of ``parent``."""
    for at in work.reading.all(role):
        head = work.head(at)
        if head is None:
            continue
        start, end = entity_of(work, head), entity_of(work, at)
        if start is not None and end is not None and start.id == entity.id and end.id == parent.id:
            return True
    return False


def is_shared(child: Entity, parent: Entity) -> bool:
    """Whether one of ``child`` is usually had by several of ``parent``: tags, works, goods, guests."""
    from sayso.catalogue.lexicon import profile_of
    from sayso.catalogue.senses import Sense

    made = {Sense.FOOD, Sense.SUBSTANCE, Sense.WORK, Sense.EVENT, Sense.ACT}
    profile, above = profile_of(child.name), profile_of(parent.name)
    if child.name.rsplit("_", maxsplit=1)[-1] in listed("shared"):
        return True
    if child.name.startswith(f"{parent.name}_") or (
        profile.thing is not None and profile.thing.kind in {"line", "event", "document"}
    ):
        return False
    if profile.sense in {Sense.PLACE, Sense.GROUP} and above.sense in made:
        return True
    if profile.sense is Sense.ARTIFACT and above.sense in {Sense.EVENT, Sense.ACT}:
        return True
    if profile.sense is Sense.PERSON:
        return above.sense in {Sense.EVENT, Sense.ACT, Sense.WORK, Sense.COMMUNICATION}
    return profile.sense in {Sense.WORK, Sense.FOOD, Sense.SUBSTANCE} or (
        profile.thing is not None and profile.thing.name in listed("goods")
    )
