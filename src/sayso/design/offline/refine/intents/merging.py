"""``merge first and last name into name``, ``combine street and city in one field``: several become one."""

import re

from sayso.design.offline.fields import read_field
from sayso.design.offline.refine.likeness import key
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import listed, sentence
from sayso.spec.edits import Edit, MergeFields, Retype
from sayso.spec.model import Entity, Field, FieldType

_MERGE = pattern(
    r"^(?:merge|combine|join|unite|put|fuse)(?: together)? (?:the |our )?(?P<parts>[\w', /-]+? "
    r"(?:and|&|with|plus) [\w' -]+?)(?: (?:of|from|on) (?:the |our |all |each |every )?(?P<owner>[\w -]+?))?"
    r"(?: together)?(?: fields?| columns?)?(?: (?:in|into|to|as) (?:the |a |an |just )?(?:one|single|same)? ?"
    r"(?:field|column|value|text)?,? ?(?:called |named )?(?P<name>[\w' -]+?)?)?$"
)
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+(?:and|&|with|plus)\s+)(?:the\s+)?", re.IGNORECASE)


def merge_fields(clause: str, situation: Situation) -> Change | None:
    """The first of the fields carries on under the new name."""
    match = _MERGE.match(clause)
    if match is None:
        return None
    owner = situation.mentions.entity(match["owner"]) if match["owner"] else None
    phrases = _BETWEEN.split(match["parts"])
    fields, owner = _fields(phrases, situation, owner)
    if owner is None or len(fields) < 2:
        return None
    said_name = re.sub(r"\s+(?:field|column)$", "", match["name"] or "")
    name = read_field(said_name).name if said_name else _name_of(fields)
    edits: list[Edit] = [
        Retype(target=field.id, type=FieldType.TEXT)
        for field in fields
        if field.type not in {FieldType.TEXT, FieldType.LONG_TEXT}
    ]
    edits.append(MergeFields(targets=tuple(field.id for field in fields), name=name))
    told = listed([field.label.lower() for field in fields])
    said = f"{sentence(told)} of {many(owner)} are one field now, {sentence(name).lower()}."
    return Change(said, tuple(edits), focus=Focus(entity=owner.id, field=fields[0].id))


def _fields(
    phrases: list[str], situation: Situation, owner: Entity | None
) -> tuple[list[Field], Entity | None]:
    """The fields that are named; ``first and last name`` names two whose last word is said once."""
    tail = phrases[-1].split()[-1]
    fields: list[Field] = []
    for phrase in phrases:
        spoken = [phrase] if phrase is phrases[-1] else [f"{phrase} {tail}", phrase]
        found = next(
            (
                member
                for words in spoken
                if (member := situation.mentions.member(words, owner)) is not None
                and isinstance(member.element, Field)
                and set(key(words)) <= set(key(member.name))
            ),
            None,
        ) or situation.mentions.member(phrase, owner)
        if found is None or not isinstance(found.element, Field) or found.element in fields:
            return [], owner
        owner = owner or found.entity
        if found.entity.id != owner.id:
            return [], owner
        fields.append(found.element)
    return fields, owner


def _name_of(fields: list[Field]) -> str:
    """What the names share: ``first_name`` and ``last_name`` make a ``name``; else all of them."""
    words = [field.name.split("_") for field in fields]
    shared = [word for word in words[0] if all(word in other for other in words)]
    return "_".join(shared) if shared else "_and_".join(field.name for field in fields)[:48].strip("_")
