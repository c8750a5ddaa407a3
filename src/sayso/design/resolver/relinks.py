"""Relinks: a value that is typed so far and shall be picked from a list becomes a link under its own name."""

import re

from sayso.spec.edits import Add, Kind
from sayso.spec.model import Entity, Field, FieldType, Relationship, RelationshipKind

from .work import Work

_PICKED = re.compile(
    r"\b(?:typed|by hand|free text|links?|pick(?:ed|ing)?|point(?:s|ing)?|refers?|choose|chosen)\b|"
    r"\b(?:not|no|n't|isn't|instead of|rather than) (?:be |a |just |plain )*text\b"
)
_TEXTS = frozenset((FieldType.TEXT, FieldType.LONG_TEXT))


def relink(work: Work) -> None:
    """Put the one link that a message makes in the place of the one text of the same thing that it names."""
    if not _PICKED.search(work.reading.text.lower()):
        return
    texts = [
        (entity, field) for _, element, _ in work.mentions_only for entity in work.spec.entities
        for field in entity.fields if field.id == element and field.type in _TEXTS
    ]  # fmt: skip
    made = [edit.element for edit in work.edits if isinstance(edit, Add) and edit.kind is Kind.RELATIONSHIP]
    links = [one for one in made if isinstance(one, Relationship)]
    if len(texts) == 1 and len(links) == 1:
        _replace(work, *texts[0], links[0])


def _replace(work: Work, entity: Entity, field: Field, link: Relationship) -> None:
    is_its = link.from_entity == entity.name and link.kind is RelationshipKind.BELONGS_TO
    if not is_its or any(link.name in value.expression for value in entity.computed):
        return
    if work.do("remove", Kind.FIELD, target=f"{entity.name}.{field.name}") and work.do(
        "rename", Kind.RELATIONSHIP, target=f"{entity.name}.{link.name}", name=field.name
    ):
        work.mean(field.id)
