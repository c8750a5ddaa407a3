"""``total is quantity times unit price``, ``claim total = sum of its receipts``, ``computed from
started and resolved``."""

import re

from sayso.design.formulas.operands import Draft, draft_of
from sayso.design.messages.patterns import pattern
from sayso.design.name_lookup.likeness import key, likeness
from sayso.design.name_lookup.situation import Situation
from sayso.design.offline.fields import read_field
from sayso.design.spec_edits.components import main_entity
from sayso.kit.words import sentence, snake
from sayso.spec.edits import Edit, Remove, add, apply, change
from sayso.spec.edits import Kind as Part
from sayso.spec.expressions import ExpressionError, Kind, ValueType, infer, of_field, parse
from sayso.spec.index import SpecIndex
from sayso.spec.model import Computed, Entity, Field, FieldType

_HEAD = r"^(?:the |a |an |each |every )?(?P<name>[\w' -]+?)"
_CALC = r"(?:calculated|computed|worked out|derived|determined)"
_IS = (
    pattern(
        rf"{_HEAD}\s*(?:=|:|\b(?:is|are|equals|should be|must be|will be|be|means)\b)\s*(?:always |"
        rf"automatically |then |just |simply |to be )*(?:{_CALC}(?: automatically)?(?: as| from| by| of| "
        r"out of)?|the result of)? ?(?P<formula>.+)$"
    ),
    pattern(
        r"^(?:calculate|compute|work out|derive) (?:the |a |an )?(?P<name>[\w' -]+?) (?:as|from|by|out of|"
        r"=|:|automatically from|automatically as) (?P<formula>.+)$"
    ),
    pattern(
        r"^(?:add|show|we need|i need|have) (?:the |a |an )?(?P<name>[\w' -]+?)(?: field| column)? "
        rf"?(?:that is|which is|that's|,|=|being)? ?{_CALC}(?: as| from| by| out of)? (?P<formula>.+)$"
    ),
    pattern(
        r"^(?:(?:add|show|calculate|compute|we need|i need|have) )?(?:the |a |an )?"
        r"(?P<name>[\w' -]+?) as (?:the )?"
        r"(?P<formula>[\w'. -]+? (?:minus|plus|times|divided by|multiplied by|less|[*/+-]) .+)$"
    ),
    pattern(r"^multiply (?P<formula>.+?) (?:to get|for|into|to give) (?:the |a )?(?P<name>[\w' -]+)$"),
)
_PLACE = pattern(
    r",? (?:please |and )?(?:calculate|compute|show|put|store|have|add|it should be) (?:it|that|this)?(?: "
    r"\w+)? ?(?:on|in|for|at|with) (?:the |each |every )?(?P<owner>[\w' -]+)$|,? (?:for|on) (?:each|every|"
    r"the) (?P<owner2>[\w' -]+)$"
)
_ADDING = pattern(r"^(?:add|show|calculate|compute|include|display) (?:me |us )?(?:the |a |an )?(?=\w)")
_AGGREGATED = re.compile(
    r"^(?:the )?(?:mean|average|avg|median)\s+(?=(?:[\w-]+\s)?(?:time|duration|days|hours|length)\b)",
    re.IGNORECASE,
)


def compute(clause: str, situation: Situation) -> tuple[Edit, ...]:
    """A value that follows from others."""
    for way in _IS:
        match = way.match(clause)
        if match is None:
            continue
        formula, owner = match["formula"].strip(), None
        place = _PLACE.search(formula)
        if place is not None:
            owner = situation.mentions.entity(place["owner"] or place["owner2"])
            formula = formula[: place.start()].strip(" ,") if owner else formula
        if way.pattern.startswith("^multiply"):
            formula = re.sub(r"\s+(?:by|with|and)\s+", " times ", formula, count=1)
        said = owner
        name, owner = _name(_ADDING.sub("", match["name"]), said, situation)
        draft = _best(formula, clause, name, owner, situation)
        if draft is None and owner is not said:
            name = _ADDING.sub("", match["name"]).strip()
            draft = _best(formula, clause, name, said, situation)
        if draft is not None:
            return computed_of(name, draft, situation, clause)
    return ()


_VAGUE_NAMES = frozenset(
    ["time", "count", "number", "date", "days", "hours", "minutes", "rate", "value", "average"]
)


def _name(phrase: str, owner: Entity | None, situation: Situation) -> tuple[str, Entity | None]:
    phrase = _AGGREGATED.sub("", re.sub(r"\s(?:field|column)\b", "", phrase))
    last = re.search(r"\b(?:to|on|for|in) ([\w-]+)$", phrase)
    if last and situation.mentions.entity(last[1]):
        phrase = f"{phrase[: last.start()].strip()} of the {last[1]}"
    phrase = re.sub(r"\s*\b(?:of|for|on) (?:the |a |an |each |every )", " of ", phrase)
    whole = re.match(r"^(?P<name>[\w' -]+?) of (?P<owner>[\w' -]+)$", phrase)
    if whole and (found := situation.mentions.entity(whole["owner"])):
        return whole["name"].strip(), owner or found
    for found_ in situation.mentions.entities_in(phrase):
        rest = (phrase[: found_.start] + phrase[found_.end :]).replace("'s", " ").strip()
        said = key(phrase[found_.start : found_.end])
        if rest and likeness(said, key(found_.entity.name)) >= 0.93:
            rest = phrase if rest in _VAGUE_NAMES else rest
            return rest, owner or found_.entity
    return phrase.strip(), owner


def _best(formula: str, clause: str, name: str, owner: Entity | None, situation: Situation) -> Draft | None:
    candidates = [owner] if owner else list(situation.spec.entities)
    drafts = [draft for entity in candidates if (draft := draft_of(formula, clause, name, entity, situation))]
    if owner is None and drafts:
        main = main_entity(situation)

        def cost(draft: Draft) -> float:
            shared = len(set(key(name)) & set(key(draft.entity.name))) * 0.5
            near = (
                0.3
                if draft.entity.id == situation.focus.entity
                else 0.05
                if main and draft.entity.id == main.id
                else 0
            )
            has = 0.4 if situation.mentions.member(name, draft.entity, 0.9) else 0
            return draft.cost - shared - near - has

        return min(drafts, key=cost)
    return drafts[0] if drafts else None


def computed_of(name: str, draft: Draft, situation: Situation, source: str) -> tuple[Edit, ...]:
    """The edits that put a computed value in place, of that name, instead of a field that has it."""
    entity = draft.entity
    name = _AGGREGATED.sub("", name)
    name = snake(re.sub(r"^(?:the|its|their|a|an)\s+", "", name))[:48].strip("_")
    if not re.match(r"[a-z]", name) or len(name.split("_")) > 5:
        return ()
    spec = situation.spec
    edits: list[Edit] = list(draft.edits)
    present = situation.mentions.member(name.replace("_", " "), entity, 0.93)
    index = situation.index
    if draft.edits:
        index = SpecIndex(apply(spec, draft.edits).spec)
    try:
        value, problems = infer(parse(draft.expression), index, entity.name)
    except ExpressionError:
        return ()
    if problems:
        return ()
    if present is not None and isinstance(present.element, Computed):
        return (*edits, change(Part.COMPUTED, present.element.id, expression=draft.expression))
    computed = Computed(
        id=situation.ids.new("cmp"), source=source, name=name, label=sentence(name), type=_kind(value, name),
        expression=draft.expression,
    )  # fmt: skip
    restored: list[Edit] = []
    if present is not None and isinstance(present.element, Field):
        computed = computed.model_copy(update={"name": present.name, "label": present.element.label})
        edits.append(Remove(kind=Part.FIELD, target=present.element.id))
        restored = [
            change(Part.COMPONENT, c.id, props=c.props)
            for c in spec.components
            if c.entity == entity.name
            and c.type.value in {"table", "list", "cards", "detail"}
            and present.name in str(c.props)
        ]
    edits.append(add(computed, parent=entity.id))
    whole = (*edits, *restored)
    return whole if apply(spec, whole).ok else tuple(edits)


_KINDS = {
    kind: next(known for known in (FieldType.TEXT, FieldType.ENUM, *FieldType) if of_field(known) is kind)
    for kind in (
        Kind.INTEGER,
        Kind.DECIMAL,
        Kind.MONEY,
        Kind.TEXT,
        Kind.BOOLEAN,
        Kind.DATE,
        Kind.DATETIME,
        Kind.TIME,
    )
}


def _kind(value: ValueType, name: str) -> FieldType:
    kind = _KINDS.get(value.kind, FieldType.DECIMAL)
    money = read_field(name.replace("_", " ")).type is FieldType.MONEY
    return (
        FieldType.MONEY if money and kind is FieldType.DECIMAL and name not in {"total", "subtotal"} else kind
    )
