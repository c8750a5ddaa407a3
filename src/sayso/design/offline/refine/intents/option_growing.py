"""``add "urgent" to the options``, ``payment method should also offer cheque``."""

import re

from sayso.design.offline.option_lists import options_of
from sayso.design.offline.refine.making import LISTED
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.design.types import Decision, Question
from sayso.kit.words import listed
from sayso.spec.edits import Retype, add
from sayso.spec.model import Entity, Field, FieldType, Flow

from .option_labels import labels_of, usual
from .states import grow_flow

_ADD = (
    pattern(
        r"^(?:{add}|put|offer|allow|also allow|also offer) (?P<options>.+?) (?:to|as|in|into|on|onto|for|"
        r"among) (?:a |an |another |one |the |that |this |those |these |its |their |our "
        r")*(?P<field>[\w' /-]*?)\s*(?:{options}|dropdown|field)?$"
    ),
    pattern(
        r"^(?:the )?(?P<field>[\w' /-]+?)(?: {options})? (?:should|must|can|could|needs to|has to|may)(?: "
        r"also)? (?:include|offer|allow|contain|have|be)(?: also)? (?P<options>\"[^\"]+\"(?:(?:\s*,\s*|"
        r"\s+and\s+|\s+or\s+)\"[^\"]+\")*|.+?)(?: (?:as (?:an? )?(?:option|choice|value)|too|as well|"
        r"also))*$"
    ),
    pattern(
        r"^(?:the )?(?P<field>[\w' /-]+?)(?: {options})? (?:also )?(?:needs?|misses|lacks) (?:also "
        r")?(?P<options>.+?) (?:as (?:an? |another )?(?:option|choice|value)s?|too|as well)$"
    ),
    pattern(
        r"^(?:another|one more|a new|an extra|an additional|new|additional) (?:option|choice|value)s? "
        r"(?:for|in|to|of) (?:the )?(?P<field>[\w' /-]+?)\s*(?::|is|would be|should be|"
        r"called)\s*(?P<options>.+)$"
    ),
)
_SURE = 0.84
THAT = frozenset(["that", "this", "it", "them", "those", "these", "the", "list"])


def offer_more(clause: str, situation: Situation) -> Change | None:
    """More choices for a field, or more states."""
    for number, way in enumerate(_ADD):
        match = way.match(clause)
        if match is None:
            continue
        field = _listed_field(
            match["field"], situation, named=bool(pattern(r"\b{options}\b").search(clause)) or number == 1
        )
        if field is None:
            if number == 0 and (typed := _typed(match["field"], match["options"], situation)):
                return typed
            continue
        if (
            number == 1
            and '"' not in clause
            and not re.search(r"\b(?:include|offer|allow|contain)\b", clause)
            and not (
                isinstance(field[1], Field)
                and field[1].options
                and re.search(r"\b(?:too|as well|also)\b", clause)
            )
        ):
            continue
        entity, element = field
        labels = labels_of(match["options"])
        if not labels or any(len(label) > 60 for label in labels):
            continue
        if isinstance(element, Flow):
            return grow_flow(element, labels, [], situation)
        return _grown(entity, element, labels, situation)
    return None


def _listed_field(phrase: str, situation: Situation, *, named: bool) -> tuple[Entity, Field | Flow] | None:
    said = [word for word in phrase.lower().split() if word not in THAT]
    if not said:
        for entity in situation.spec.entities:
            for field in entity.fields:
                if field.id == situation.focus.field and (field.options or named):
                    return entity, field
        return None
    near = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
    for found in (
        [*situation.mentions.ranked(phrase, near)[:1], *situation.mentions.ranked(phrase)[:4]]
        if near
        else situation.mentions.ranked(phrase)[:4]
    ):
        if found.score < 0.72:
            continue
        element = found.element
        if isinstance(element, Flow) or (isinstance(element, Field) and element.type in LISTED):
            return found.entity, element
        if isinstance(element, Field) and named and found.score >= _SURE:
            return found.entity, element
    return None


def _typed(phrase: str, label: str, situation: Situation) -> Change | None:
    """``add green to colour`` where colours are typed: nothing has to be added."""
    found = situation.mentions.member(phrase, least=0.9)
    field = found.element if found else None
    if found is None or not isinstance(field, Field) or field.type is not FieldType.TEXT:
        return None
    if situation.mentions.entity(phrase) or re.search(r",|\band\b|\bfield\b", label):
        return None
    text = (
        f"{field.label} of {many(found.entity)} is free text, so {label} can be typed already. Should it be "
        "chosen from a list instead?"
    )
    question = Question(text, (f"{field.label} is a dropdown: {label}, other",))
    focus = Focus(entity=found.entity.id, field=field.id)
    return Change(text, decision=Decision.QUESTION, questions=(question,), focus=focus)


def _grown(entity: Entity, field: Field, labels: list[str], situation: Situation) -> Change:
    focus = Focus(entity=entity.id, field=field.id)
    known = {option.name for option in field.options}
    fresh = [option for option in options_of(labels, situation.ids) if option.name not in known]
    if not fresh:
        return Change(f"{field.label} offers that already.", focus=focus)
    said = f"{field.label} now also offers {listed([option.label for option in fresh])}."
    if field.type in LISTED:
        return Change(said, tuple(add(option, parent=field.id) for option in fresh), focus=focus)
    common = options_of(usual(field.name), situation.ids)
    options = (*field.options, *(o for o in common if o.name not in {f.name for f in fresh}), *fresh)
    return Change(said, (Retype(target=field.id, type=FieldType.ENUM, options=options),), focus=focus)
