"""The step *relationships*: how records of one kind go with records of another."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import Field as Described

from sayso.kit.words import plural
from sayso.spec.edits import Kind, Rename, change
from sayso.spec.edits.tree import changed
from sayso.spec.model import AppSpec, OnDelete, Relationship, RelationshipKind
from sayso.spec.model.base import SnakeName

from .element_match import matched, merged, unnamed
from .sheet import Sheet
from .types import Part, StepShape, Was, given, halved

_LONGEST = 48


class RelationshipPart(Part):
    """A link; ``name`` is how *from* calls the other side, ``inverse`` the way back.

    A contact ``belongs_to`` a company: from contact, to company, name company, inverse contacts.
    """

    from_entity: SnakeName = Described(alias="from")
    to_entity: SnakeName = Described(alias="to")
    kind: RelationshipKind = RelationshipKind.BELONGS_TO
    name: SnakeName | None = Described(default=None, description="Usually the name of the other entity.")
    was: Was = None
    inverse: SnakeName | None = Described(default=None, description="Usually the plural of this entity.")
    required: bool = False
    on_delete: OnDelete = OnDelete.RESTRICT


class Relationships(StepShape):
    """The links between entities."""

    relationships: tuple[RelationshipPart, ...] = ()


class _Ends(NamedTuple):
    """A link read in one direction: rows of ``child`` belong to ``parent``; of many to many either way."""

    many: bool
    child: str
    parent: str
    name: str | None
    inverse: str | None


def shape_of(spec: AppSpec) -> Relationships:
    """The relationships of a spec."""
    return Relationships(
        complete=True,
        relationships=tuple(
            RelationshipPart(
                from_entity=link.from_entity,
                to_entity=link.to_entity,
                kind=link.kind,
                name=link.name,
                inverse=link.inverse,
                required=link.required,
                on_delete=link.on_delete,
            )
            for link in spec.relationships
        ),
    )


def pieces(shape: Relationships) -> Iterator[Relationships]:
    """Shapes that say less each: some of the links."""
    yield from (Relationships(relationships=some) for some in halved(shape.relationships))


def put(sheet: Sheet, shape: Relationships) -> None:
    """Work the links into the spec; the same link said from its other end is the same link."""
    pairs = _pairs(shape, sheet.spec)
    names = []
    for part, link in pairs:
        if link is not None:
            name, inverse = _names(part, link)
            if (name, inverse) != (link.name, link.inverse):
                other = inverse if inverse != link.inverse else None
                names.append(Rename(kind=Kind.RELATIONSHIP, target=link.id, name=name, inverse=other))
            if _is_other(part, link):
                values = {"kind": part.kind, "from": part.from_entity, "to": part.to_entity}
                sheet.do(change(Kind.RELATIONSHIP, link.id, **values))
    sheet.rename(names)
    spec = sheet.spec
    now = {link.id: link for link in spec.relationships}
    settled = [
        changed(now[link.id] if link else _new(sheet, part), **given(part, "required", "on_delete"))
        for part, link in pairs
    ]
    sheet.become(changed(spec, relationships=merged(spec.relationships, settled, complete=shape.complete)))


def remove_unnamed(sheet: Sheet, shape: Relationships) -> None:
    """Take out the links that complete relationships leave out."""
    for link in unnamed(_pairs(shape, sheet.spec), sheet.spec.relationships):
        sheet.remove(Kind.RELATIONSHIP, link)


def _pairs(shape: Relationships, spec: AppSpec) -> list[tuple[RelationshipPart, Relationship | None]]:
    def was(part: RelationshipPart, link: Relationship) -> bool:
        return part.was is not None and part.was in (link.name, link.inverse) and _same(part, link, part.was)

    def named(part: RelationshipPart, link: Relationship) -> bool:
        return part.name is not None and _same(part, link, part.name)

    def called(part: RelationshipPart, link: Relationship) -> bool:
        return (part.from_entity, part.name) == (link.from_entity, link.name)

    def alike(part: RelationshipPart, link: Relationship) -> bool:
        return part.name is None and _same(part, link, None)

    return matched(shape.relationships, spec.relationships, was, named, called, alike)


def _same(part: RelationshipPart, link: Relationship, name: str | None) -> bool:
    """Whether both say the same link, under this name where one is given."""
    known = _ends(link.kind, link.from_entity, link.to_entity, link.name, link.inverse)
    said = _ends(part.kind, part.from_entity, part.to_entity, name, None)
    if known.many != said.many:
        return False
    if (known.child, known.parent) == (said.child, said.parent):
        own = (said.name is None or said.name == known.name) and (
            said.inverse is None or said.inverse == known.inverse
        )
        if own or not known.many:
            return own
    turned = known.many and (known.parent, known.child) == (said.child, said.parent)
    return turned and said.name in {None, known.inverse}


def _ends(kind: RelationshipKind, one: str, other: str, name: str | None, inverse: str | None) -> _Ends:
    if kind is RelationshipKind.HAS_MANY:
        return _Ends(False, other, one, inverse, name)
    return _Ends(kind is RelationshipKind.MANY_TO_MANY, one, other, name, inverse)


def _is_turned(part: RelationshipPart, link: Relationship) -> bool:
    """Whether the part says the link from its other end."""
    if (part.from_entity, part.to_entity) != (link.to_entity, link.from_entity):
        return False
    if part.from_entity != part.to_entity:
        return True
    return part.kind is not link.kind


def _is_other(part: RelationshipPart, link: Relationship) -> bool:
    """Whether it links otherwise than before, such as many to many rather than one to many."""
    said = _ends(part.kind, part.from_entity, part.to_entity, None, None)
    known = _ends(link.kind, link.from_entity, link.to_entity, None, None)
    if said.many and known.many:
        return {said.child, said.parent} != {known.child, known.parent}
    return said != known


def _names(part: RelationshipPart, link: Relationship) -> tuple[str, str]:
    """Name and inverse as the link has them, with those that the part gives."""
    name, inverse = part.name, part.inverse
    if _is_turned(part, link) and not _is_other(part, link):
        name, inverse = inverse, name
    return name or link.name, inverse or link.inverse


def _new(sheet: Sheet, part: RelationshipPart) -> Relationship:
    several = part.kind is not RelationshipKind.BELONGS_TO
    back = part.kind is not RelationshipKind.HAS_MANY
    name = part.name or (plural(part.to_entity) if several else part.to_entity)
    inverse = part.inverse or (plural(part.from_entity) if back else part.from_entity)
    return Relationship(
        id=sheet.ids.new("rel"),
        kind=part.kind,
        from_entity=part.from_entity,
        to_entity=part.to_entity,
        name=name[:_LONGEST],
        inverse=inverse[:_LONGEST],
    )
