"""``make price a number``: another type, without choices."""

import re

from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern, section
from sayso.spec.edits import Edit, Retype
from sayso.spec.model import Field, FieldType


def _escaped(phrase: str) -> str:
    return " ".join(re.escape(word) for word in phrase.split())


def typed(clause: str, situation: Situation) -> Change | None:
    """``make price a number``: another type, without choices."""
    known = {phrase: FieldType(kind) for kind, phrases in section("type_words").items() for phrase in phrases}
    for phrase in sorted(known, key=len, reverse=True):
        match = pattern(
            r"^(?:{make} )?(?:the |a |an )?(?P<field>[\w' /-]+?)(?: field| column)? (?:should be|must "
            r"be|needs to be|has to be|should become|is|are|as|to|into|should hold)? ?(?:really |actually "
            rf"|just |rather )*(?:a |an )?{_escaped(phrase)}(?: field| input| value)?(?:,? (?:not|instead "
            r"of) .+)?$"
        ).match(clause)
        if match is None:
            continue
        found = situation.mentions.member(match["field"])
        if found is None or not isinstance(found.element, Field):
            return None
        field = found.element
        kind = FieldType(known[phrase])
        focus = Focus(entity=found.entity.id, field=field.id)
        if field.type is kind:
            return Change(f"{field.label} is {kind.value.replace('_', ' ')} already.", focus=focus)
        edits: tuple[Edit, ...] = (Retype(target=field.id, type=kind),)
        return Change(f"{field.label} of {many(found.entity)} is {phrase} now.", edits, focus=focus)
    return None
