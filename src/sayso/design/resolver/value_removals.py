"""Removals of values, of their choices, and of what is demanded of them."""

import re

from sayso.design.name_lookup.likeness import key, likeness
from sayso.kit.words import sentence
from sayso.spec.edits import Kind, Remove
from sayso.spec.model import Computed, Entity, Field, Flow, Option, Relationship

from .elements import EXACT, member_of
from .values import owner_of
from .work import Work

_ALIKE = 0.8


def remove_value(work: Work, at: int) -> None:  # noqa: C901 - one case for each kind of value
    entity = owner_of(work, at)
    if entity is None:
        return
    found = member_of(work, work.text(at), entity)
    if found is None:
        work.fail(at, f"{sentence(entity.display_name)} has no “{work.text(at)}”.")
        return
    if found.score < EXACT:
        name = found.name.replace("_", " ")
        work.fail(at, f"Do you mean {name}?", (f"Remove {name} of {entity.display_name.lower()}",))
        return
    work.use(at)
    options = work.under(at, "option")
    if options:
        for one in options:
            remove_option(work, one)
        return
    inner = work.under(at, "must", "limit", "default")
    if inner:
        for one in inner:
            lift(work, one, work.role(one))
        return
    match found.element:
        case Field():
            kind = Kind.FIELD
        case Computed():
            kind = Kind.COMPUTED
        case Flow():
            kind = Kind.FLOW
        case Relationship():
            kind = Kind.RELATIONSHIP
    work.take([Remove(kind=kind, target=found.element.id)], at)
    work.turn_to(entity)


def remove_option(work: Work, at: int) -> None:
    words = key(work.text(at))
    found: list[tuple[Entity, Field, Option]] = [
        (entity, field, option)
        for entity in work.spec.entities
        for field in entity.fields
        for option in field.options
        if likeness(words, key(option.label)) >= 0.9
    ]
    head = work.owner_said(at, "attr")
    if head is not None:
        owner = owner_of(work, head) if len(found) > 1 else None
        name = key(work.text(head))
        found = [
            one for one in found
            if (owner is None or one[0].id == owner.id)
            and (
                max(likeness(name, key(one[1].label)), likeness(name, key(one[1].name))) >= _ALIKE
                or one[1].id in work.renamed
            )
        ]  # fmt: skip
        work.use(head)
    if len(found) != 1:
        work.fail(
            at,
            f"There is no choice “{work.text(at)}”."
            if not found
            else f"“{work.text(at)}” is a choice of several values.",
        )
        return
    work.use(at)
    work.mean(found[0][1].id)
    work.take([Remove(kind=Kind.OPTION, target=found[0][2].id)], at)


_WITHOUT = re.compile(r"\b(?:without|empty|blank|missing)\b")
"""Words that beside *no* say that a value has to be there: *no dish without a price*."""


def lift(work: Work, at: int, kind: str) -> None:
    head = work.head(at)
    owner = owner_of(work, head) if head is not None else None
    found = member_of(work, work.text(head), owner) if owner is not None and head is not None else None
    if owner is None or found is None or not isinstance(found.element, Field):
        work.fail(at)
        return
    is_needed = work.command(at) is None and _WITHOUT.search(work.text(at).lower()) is not None
    values = {"must": {"required": is_needed}, "limit": {"validation": None}, "default": {"default": None}}[
        kind
    ]
    work.use(at, head)
    work.do("set", Kind.FIELD, at, target=f"{owner.name}.{found.name}", values=values)
