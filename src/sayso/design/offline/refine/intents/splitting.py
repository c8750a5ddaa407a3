"""``split make and model``, ``split the name in first and last name``: one field becomes two."""

import re

from sayso.design.offline.fields import read_field, read_field_list
from sayso.design.offline.refine.likeness import key
from sayso.design.offline.refine.making import field_of
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import listed, sentence
from sayso.spec.edits import Edit, Kind, Part, Remove, SplitField, add
from sayso.spec.model import Field, FieldType

_APART = pattern(
    r"^(?:split|separate|divide|break)(?: up)? (?:the )?(?P<a>[\w' -]+?) (?:and|&|/|from) (?:the "
    r")?(?P<b>[\w' -]+?)(?: (?:up )?(?:into|in|to|as) (?:two |separate |different |2 |their own "
    r")+(?:fields|columns|values)?)?$"
)
_INTO = pattern(
    r"^(?:split|separate|divide|break)(?: up)? (?:the |our )?(?P<whole>[\w' -]+?)(?: field| "
    r"column)? (?:up )?(?:in|into|to) (?:(?:two|2|three|3|separate|different) )*(?:(?:fields|columns|parts)"
    r"[:,]? )?(?:for )?(?P<parts>.+?,? (?:and|&|/) .+)$"
)
_KEPT = frozenset({"table", "tables", "list", "lists", "entity", "entities", "page", "pages", "tabs"})


def split_field(clause: str, situation: Situation) -> Change | None:
    """Each part gets its own field; the one for all of them goes."""
    return _into(clause, situation) or _apart(clause, situation)


def _into(clause: str, situation: Situation) -> Change | None:
    match = _INTO.match(clause)
    if match is None or set(match["parts"].lower().split()) & _KEPT:
        return None
    whole = situation.mentions.member(match["whole"])
    if whole is None or not isinstance(whole.element, Field):
        return None
    guesses = [guess for guess in read_field_list(match["parts"]) if re.match(r"[a-z]", guess.name)]
    if len(guesses) < 2:
        return None
    entity = whole.entity
    if whole.element.type in {FieldType.TEXT, FieldType.LONG_TEXT}:
        parts = tuple(Part(name=guess.name, label=guess.label) for guess in guesses)
        named = listed([guess.label.lower() for guess in guesses])
        said = f"{sentence(whole.name)} of {many(entity)} is split into {named} now."
        return Change(
            said, (SplitField(target=whole.element.id, parts=parts),), focus=Focus(entity=entity.id)
        )
    known = {field.name for field in entity.fields} - {whole.name}
    fields = [
        field_of(guess, situation.ids, clause).model_copy(update={"required": whole.element.required})
        for guess in guesses
        if guess.name not in known
    ]
    edits: list[Edit] = [add(field, parent=entity.id) for field in fields if field.name != whole.name]
    if all(guess.name != whole.name for guess in guesses):
        edits.append(Remove(kind=Kind.FIELD, target=whole.element.id))
    named = listed([field.label.lower() for field in fields])
    said = f"{sentence(whole.name)} of {many(entity)} is split into {named} now."
    return Change(said, tuple(edits), focus=Focus(entity=entity.id)) if edits else None


def _apart(clause: str, situation: Situation) -> Change | None:
    match = _APART.match(clause)
    if match is None:
        return None
    whole = situation.mentions.ranked(f"{match['a']} {match['b']}")
    both = next(
        (
            m
            for m in whole
            if isinstance(m.element, Field) and {*key(match["a"]), *key(match["b"])} <= set(key(m.name))
        ),
        None,
    )
    one = situation.mentions.member(match["a"], both.entity if both else None)
    if one is None:
        return None
    entity = one.entity
    edits: list[Edit] = []
    for said in (match["a"], match["b"]):
        guess = read_field(said)
        if all(field.name != guess.name for field in entity.fields):
            edits.append(add(field_of(guess, situation.ids, clause), parent=entity.id))
    focus = Focus(entity=entity.id)
    if both is not None:
        edits.append(Remove(kind=Kind.FIELD, target=both.element.id))
    told = f"{sentence(match['a'])} and {match['b']} of {many(entity)} are two fields"
    return Change(f"{told} {'now' if edits else 'already'}.", tuple(edits), focus=focus)
