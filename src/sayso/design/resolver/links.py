"""Links: what each row has one or several of."""

from sayso.spec.edits import Kind
from sayso.spec.model import Entity

from .elements import entity_of
from .vocabulary import listed
from .work import Work


def link(  # noqa: C901 - one line for each way of being tied
    work: Work, entity: Entity, parent: Entity, *, several: bool, at: int, required: bool = False
) -> bool:
    """Each of ``entity`` has one or several of ``parent``; both ways where the other way is several, too."""
    ties = [
        one
        for one in work.spec.relationships
        if {one.from_entity, one.to_entity} == {entity.name, parent.name}
    ]
    if not several:
        if any(one.from_entity == entity.name and one.kind.value == "belongs_to" for one in ties):
            if required:
                return work.do(
                    "set",
                    Kind.RELATIONSHIP,
                    at,
                    target=f"{entity.name}.{ties[0].name}",
                    values={"required": True},
                )
            work.settle(at)
            return True
        many = next((one for one in ties if one.kind.value == "many_to_many"), None)
        if many is not None and many.from_entity == entity.name:
            return work.do(
                "set",
                Kind.RELATIONSHIP,
                at,
                target=f"{many.from_entity}.{many.name}",
                values={"kind": "belongs_to"},
            )
        if many is not None:
            return work.do(
                "set",
                Kind.RELATIONSHIP,
                at,
                target=f"{many.from_entity}.{many.name}",
                values={"kind": "has_many"},
            )
        element = {"kind": "belongs_to", "from": entity.name, "to": parent.name, "required": required}
        return work.do("add", Kind.RELATIONSHIP, at, element=element)
    held = next(
        (one for one in ties if one.from_entity == parent.name and one.kind.value == "belongs_to"), None
    )
    if held is not None:
        work.settle(at)
        return True
    if says(work, parent, entity, "one"):
        return work.do(
            "add",
            Kind.RELATIONSHIP,
            at,
            element={"kind": "belongs_to", "from": parent.name, "to": entity.name},
        )
    one_way = next(
        (one for one in ties if one.from_entity == entity.name and one.kind.value == "belongs_to"), None
    )
    if one_way is not None:
        return work.do(
            "set",
            Kind.RELATIONSHIP,
            at,
            target=f"{entity.name}.{one_way.name}",
            values={"kind": "many_to_many"},
        )
    if any(one.kind.value == "many_to_many" for one in ties):
        work.settle(at)
        return True
    if says(work, parent, entity, "many") or is_shared(parent, entity) or _is_by_act(work, at, parent):
        element = {"kind": "many_to_many", "from": entity.name, "to": parent.name}
    else:
        element = {"kind": "belongs_to", "from": parent.name, "to": entity.name}
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
