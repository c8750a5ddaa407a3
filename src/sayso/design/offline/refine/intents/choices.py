"""``condition is a dropdown: mint, good, poor``, ``make genre a multi-select``."""

import re

from sayso.design.offline.fields import FieldGuess, read_field
from sayso.design.offline.option_lists import options_of
from sayso.design.offline.refine.making import field_of
from sayso.design.offline.refine.screens import main_entity
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.design.types import Question
from sayso.kit.words import listed, sentence, singular
from sayso.spec.edits import Retype, add
from sayso.spec.model import Entity, Field, FieldType

from .links import link
from .option_growing import THAT, offer_more
from .option_labels import labels_of, usual
from .retyping import typed

_IS = (
    r"(?:is|are|be|as|becomes?|into|to be|should be|should only be|must be|can be|can only be|may only be|"
    r"should have|has|have|should offer|should be one of|needs to be|has to be|could be|may be|will be|"
    r"should only have|can only have|can have|should be limited to|is limited to|is restricted to|only has|"
    r"should be restricted to|should come from|should)"
)
_FREE = (
    r"(?:,? ?(?:a |an |the |of |with |from |in |free |simple |single |predefined |fixed |closed |limited |"
    r"several|choose |chosen |pick |picked ))*"
)
_LISTED = pattern(
    r"^(?!(?:add|show|put|remove|display|log|track)\b)(?:{make} )?(?:the |a |an |each |every "
    rf")?(?P<field>[\w' /-]+?)(?: {_IS})?,? ?(?:only |just |"
    r"always |either )?"
    rf"{_FREE}(?:\b(?P<multi>{{multiple}}|tags?(?=[ "
    rf"]*(?:[:=,]|$|with\b|from\b)))|\b(?P<one>{{choice}}|list|one of|values?|options?|"
    r"choices?|either)\b|(?P<sign>[:=]))"
    r"(?: (?:field|with|of|from|values?|options?|choices|the|where you can pick|these|following|list|"
    r"please))*\s*[:=-]?\s*(?P<options>.*)$"
)
_ONLY = pattern(
    r"^(?:the |a |an )?(?P<field>[\w' /-]+?) (?:should|can|may|must|needs to|has to|is|are)(?: only| just| "
    r"always)? (?:(?:only|just|either|always) )*(?:be |one of |be one of |either )*(?P<options>.+)$"
)
_SURE = pattern(
    r"{choice}|{multiple}|\bone of\b|\bonly\b|\beither\b|\blist of\b|\boptions?\b|\bchoices?\b|\bvalues?\b|:"
)


def choose(clause: str, situation: Situation) -> Change | None:
    """A field that is chosen from a list, one or several of it."""
    return (
        offer_more(clause, situation)
        or _several_from(clause, situation)
        or _made(clause, situation)
        or typed(clause, situation)
    )


def _made(clause: str, situation: Situation) -> Change | None:
    match = _LISTED.match(clause)
    if match is None or not (match["multi"] or match["one"] or match["sign"]):
        match = _ONLY.match(clause) if re.search(r"\b(?:only|either|one of)\b", clause) else None
        if match is None:
            return None
    groups = match.groupdict()
    labels = labels_of(groups["options"]) if groups["options"] else []
    if not (groups.get("multi") or groups.get("one")) and (len(labels) < 2 or not _SURE.search(clause)):
        return None
    if len(labels) == 1 and not groups.get("multi") and not groups.get("one"):
        return None
    phrase = groups["field"]
    known = situation.mentions.member(phrase, least=0.9)
    named = situation.mentions.entity(phrase)
    if named and not (known and isinstance(known.element, Field)):
        return _several_of(named, situation) if groups.get("multi") and not labels else None
    multiple = bool(groups.get("multi")) or bool(
        re.search(r"\bseveral\b|\bmultiple\b", clause, re.IGNORECASE)
    )
    return _chosen(phrase, labels, situation, clause, multiple=multiple)


def _several_of(named: Entity, situation: Situation) -> Change | None:
    """``make genre a multi-select`` where genres are kept as records: each book can have several."""
    children = [
        r.from_entity
        for r in situation.spec.relationships
        if r.to_entity == named.name and r.from_entity != named.name
    ]
    main = main_entity(situation)
    owner = children[0] if children else main.name if main and main.id != named.id else None
    if owner is None:
        return None
    return link(f"a {owner.replace('_', ' ')} can have several {many(named)}", situation)


_SEVERAL = pattern(
    r"^(?:.*?,? )?(?:the |some |each |every |an? )?(?P<owner>[\w' -]+?) (?:can have|can be|may have|have|"
    r"has|are|is|could have|should have)\b(?P<rest>[^:]*?)"
    r"(?P<field>[\w-]+)(?:,? (?:{several}|possible|allowed|at once|free choice|from a list|choose|pick|as "
    r"a list|one or more))*(?: from a list)?: (?P<options>.+)$"
)


def _several_from(clause: str, situation: Situation) -> Change | None:
    """``each talk can have tags, several, from a list: java, cloud``: the field need not be there yet."""
    match = _SEVERAL.match(clause)
    entity = situation.mentions.entity(match["owner"]) if match else None
    if match is None or entity is None:
        return None
    labels = labels_of(match["options"])
    words = re.sub(
        r"(?:,? (?:several|possible|allowed|free|choice|from|a|list|many|multiple|more than one))+$",
        "",
        clause[: clause.index(":")],
        flags=re.IGNORECASE,
    )
    phrase = re.sub(r"(?:,? ?(?:several|free|choice|possible|multiple|many))+$", "", words).split()[-1]
    if len(labels) < 2:
        return None
    multiple = bool(
        re.search(r"\b(?:several|multiple|many|more than one|one or more|tags?)\b", clause, re.IGNORECASE)
    )
    return _chosen(phrase.strip(","), labels, situation, clause, multiple=multiple, entity=entity)


def _chosen(
    phrase: str,
    labels: list[str],
    situation: Situation,
    source: str,
    *,
    multiple: bool,
    entity: Entity | None = None,
) -> Change | None:
    kind = FieldType.MULTI_ENUM if multiple else FieldType.ENUM
    found = _field(phrase, situation, entity)
    if isinstance(found, Change):
        return found
    if found is not None:
        owner, field = found
        labels = labels or [option.label for option in field.options] or usual(field.name)
        present = {option.name: option for option in field.options}
        options = tuple(present.get(option.name, option) for option in options_of(labels, situation.ids))
        focus = Focus(entity=owner.id, field=field.id)
        if not options:
            text = f"Which choices should {field.label.lower()} offer?"
            options = options_of(["Other"], situation.ids)
            said = f"{field.label} of {many(owner)} is chosen from a list now."
            edit = Retype(target=field.id, type=kind, options=options)
            return Change(said, (edit,), questions=(Question(text),), focus=focus)
        said = f"{field.label} of {many(owner)} is one of {listed([o.label for o in options], 'or')} now."
        if multiple:
            said = (
                f"{field.label} of {many(owner)} can be several of {listed([o.label for o in options])} now."
            )
        return Change(said, (Retype(target=field.id, type=kind, options=options),), focus=focus)
    return _new_choice(phrase, labels, situation, source, kind, entity)


def _field(phrase: str, situation: Situation, entity: Entity | None) -> tuple[Entity, Field] | Change | None:
    if set(phrase.lower().split()) <= THAT:
        for owner in situation.spec.entities:
            for field in owner.fields:
                if field.id == situation.focus.field:
                    return owner, field
        return None
    near = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
    ranked = situation.mentions.ranked(phrase, entity or None)
    if entity is None and near is not None:
        ranked = [*[one for one in situation.mentions.ranked(phrase, near) if one.score > 0.9], *ranked]
    for found in ranked[:6]:
        if isinstance(found.element, Field) and found.score >= 0.72:
            return found.entity, found.element
    return None


_VERBAL = re.compile(
    r"\b(?:gets?|has|have|are|is|be|comes?|to|do|does|goes|go|filter|sort|filtered|sorted)\b", re.IGNORECASE
)


def _new_choice(  # noqa: PLR0917 - everything that was read of the choice
    phrase: str, labels: list[str], situation: Situation, source: str, kind: FieldType, entity: Entity | None
) -> Change | None:
    found = situation.mentions.entities_in(phrase)
    near = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
    owner = entity or (found[0].entity if found else near or main_entity(situation))
    if owner is None:
        return None
    rest = phrase
    if found and entity is None:
        rest = re.sub(r"^'s?\s|^\s+", "", phrase[: found[0].start] + phrase[found[0].end :]).strip() or phrase
    guess: FieldGuess = read_field(rest)
    labels = labels or usual(guess.name)
    if len(labels) < 2 or guess.name == "value" or len(rest.split()) > 4 or _VERBAL.search(rest):
        return None
    options = options_of(labels, situation.ids)
    made = field_of(guess, situation.ids, source)
    name = singular(made.name) if kind is FieldType.ENUM else made.name
    made = made.model_copy(
        update={"type": kind, "options": options, "name": name, "validation": None, "label": sentence(name)}
    )
    said = (
        f"{many(owner).capitalize()} now have {made.label.lower()}: "
        f"{listed([o.label for o in options], 'or')}."
    )
    return Change(said, (add(made, parent=owner.id),), focus=Focus(entity=owner.id, field=made.id))
