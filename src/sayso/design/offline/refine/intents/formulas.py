"""``total is quantity times unit price``, ``claim total = sum of its receipts``, ``computed from started and resolved``."""

import re
from dataclasses import dataclass, replace

from sayso.design.offline.fields import read_field
from sayso.design.offline.refine.likeness import key, likeness
from sayso.design.offline.refine.making import field_of
from sayso.design.offline.refine.screens import main_entity, measurable
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import sentence, snake
from sayso.spec.edits import Edit, Remove, add, change
from sayso.spec.edits import Kind as Part
from sayso.spec.expressions import ExpressionError, Kind, ValueType, infer, of_field, parse
from sayso.spec.index import SpecIndex
from sayso.spec.model import Computed, Entity, Field, FieldType, Relationship

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
    pattern(r"^multiply (?P<formula>.+?) (?:to get|for|into|to give) (?:the |a )?(?P<name>[\w' -]+)$"),
)
_PLACE = pattern(
    r",? (?:please |and )?(?:calculate|compute|show|put|store|have|add|it should be) (?:it|that|this)?(?: "
    r"\w+)? ?(?:on|in|for|at|with) (?:the |each |every )?(?P<owner>[\w' -]+)$|,? (?:for|on) (?:each|every|"
    r"the) (?P<owner2>[\w' -]+)$"
)
_OPERATORS = (
    (r"\s*(?:\btimes\b|\bmultiplied (?:by|with)\b|\*|×|(?<=\s)x(?=\s))\s*", "*"),
    (r"\s*(?:\bdivided by\b|(?<=\s)/(?=\s)|÷|\bover\b)\s*", "/"),
    (r"\s*(?:\bplus\b|\+|\badded to\b)\s*", "+"),
    (r"\s*(?:\bminus\b|(?<=\s)-(?=\s)|\bless\b|\breduced by\b|−)\s*", "-"),
)
_SUM = pattern(
    r"^(?:the )?(?P<op>sum|total|average|mean|number|count|maximum|highest|minimum|lowest|add up|adding "
    r"up)(?: amount| value| price)?(?: of)? (?:all )?(?:the |its |their |his |her |all )*(?P<what>.+)$"
)
_OPS = {
    "sum": "sum",
    "total": "sum",
    "add up": "sum",
    "adding up": "sum",
    "average": "avg",
    "mean": "avg",
    "number": "count",
    "count": "count",
    "maximum": "max",
    "highest": "max",
    "minimum": "min",
    "lowest": "min",
}
_SPAN = pattern(
    r"^(?:the )?(?:(?:time|difference|days|hours|minutes|duration|number of (?:days|hours|minutes)) "
    r")?(?:between|from) (?P<start>[\w' -]+?) (?:and|to|until|till) (?P<end>[\w' -]+)$|"
    r"^(?P<start2>[\w' -]+?) and (?P<end2>[\w' -]+?)$"
)
_AGGREGATED = re.compile(
    r"^(?:the )?(?:mean|average|avg|median)\s+(?=(?:[\w-]+\s)?(?:time|duration|days|hours|length)\b)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"percent|percentage|rate$|pct", re.IGNORECASE)
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class _Draft:
    expression: str
    entity: Entity
    edits: tuple[Edit, ...] = ()
    cost: float = 0.0


def compute(clause: str, situation: Situation) -> Change | None:
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
        name, owner = _name(match["name"], said, situation)
        draft = _best(formula, clause, name, owner, situation)
        if draft is None and owner is not said:
            name = match["name"].strip()
            draft = _best(formula, clause, name, said, situation)
        if draft is not None:
            return _computed(name, draft, situation, clause)
    return None


_VAGUE_NAMES = frozenset("time count number date days hours minutes rate value average".split())


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


def _best(formula: str, clause: str, name: str, owner: Entity | None, situation: Situation) -> _Draft | None:
    candidates = [owner] if owner else list(situation.spec.entities)
    drafts = [draft for entity in candidates if (draft := _draft(formula, clause, name, entity, situation))]
    if owner is None and drafts:
        main = main_entity(situation)

        def cost(draft: _Draft) -> float:
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


def _draft(formula: str, clause: str, name: str, entity: Entity, situation: Situation) -> _Draft | None:
    total = _SUM.match(formula)
    if total is not None:
        return _aggregate(_OPS[" ".join(total["op"].lower().split())], total["what"], name, entity, situation)
    span = _SPAN.match(formula)
    durational = re.search(
        r"\b(?:time|duration|days|hours|minutes|length|age|stay|nights|between)\b", clause, re.IGNORECASE
    )
    if span is not None and durational:
        start = _operand(span["start"] or span["start2"], entity, situation)
        end = _operand(span["end"] or span["end2"], entity, situation)
        if start and end and not start.edits and not end.edits:
            return _Draft(
                _between(start.expression, end.expression, entity, situation),
                entity,
                cost=start.cost + end.cost,
            )
        return None
    return _arithmetic(formula, entity, situation)


def _arithmetic(formula: str, entity: Entity, situation: Situation) -> _Draft | None:
    text = formula
    for way, sign in _OPERATORS:
        text = re.sub(way, f" {sign} ", text, flags=re.IGNORECASE)
    parts = [part.strip() for part in re.split(r" ([*/+-]) |([()])", text) if part and part.strip()]
    if not any(part in "*/+-" for part in parts):
        return None
    out: list[str] = []
    edits: list[Edit] = []
    cost = 0.0
    for part in parts:
        if part in "*/+-()":
            out.append(part)
            continue
        operand = _operand(part, entity, situation)
        if operand is None:
            return None
        out.append(operand.expression)
        edits += operand.edits
        cost += operand.cost
    if len(edits) * 2 > sum(part not in "*/+-()" for part in parts):
        return None
    if (
        len(out) == 3
        and out[1] == "-"
        and {_type(out[0], entity, situation), _type(out[2], entity, situation)}
        <= {FieldType.DATE, FieldType.DATETIME}
    ):
        return _Draft(_between(out[2], out[0], entity, situation), entity, cost=cost)
    return _Draft(" ".join(out).replace("( ", "(").replace(" )", ")"), entity, tuple(edits), cost)


def _operand(phrase: str, entity: Entity, situation: Situation) -> _Draft | None:
    phrase = re.sub(r"^(?:the|its|their|a|an|of)\s+", "", phrase.strip(" ,.")).strip()
    number = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(%)?", phrase)
    if number is not None:
        return _Draft(f"({number[1]} / 100)" if number[2] else number[1], entity)
    if _SUM.match(phrase) and (total := _draft(phrase, phrase, "", entity, situation)):
        return replace(total, expression=f"({total.expression})")
    for depth, (path, owner) in _reachable(entity, situation):
        found = situation.mentions.member(phrase, owner, 0.78)
        if found is not None and isinstance(found.element, Field | Computed):
            name = ".".join([*path, found.name])
            if (
                _PERCENT.search(found.name)
                and "rate" not in found.name.split("_")[:-1]
                and not found.name.endswith(("hourly_rate", "rate"))
            ):
                name = f"({name} / 100)"
            return _Draft(name, entity, cost=depth * 0.4 + 1 - found.score)
    guess = read_field(phrase)
    if (
        not guess.known
        or guess.type not in {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}
        or len(phrase.split()) > 3
    ):
        return None
    field = field_of(guess, situation.ids, phrase)
    return _Draft(field.name, entity, (add(field, parent=entity.id),), cost=2.0)


def _reachable(entity: Entity, situation: Situation) -> list[tuple[int, tuple[tuple[str, ...], Entity]]]:
    """The entity and what it belongs to, directly or through others, nearest first."""
    found: list[tuple[int, tuple[tuple[str, ...], Entity]]] = [(0, ((), entity))]
    seen = {entity.name}
    for depth, (path, owner) in found:
        if depth < _DEPTH:
            for name, link in situation.index.parents(owner.name).items():
                if link.parent not in seen:
                    seen.add(link.parent)
                    found.append((depth + 1, ((*path, name), situation.index.entities[link.parent])))
    return found


def _aggregate(op: str, what: str, name: str, entity: Entity, situation: Situation) -> _Draft | None:
    relations = [
        (n, m)
        for n, m in situation.mentions.members(entity)
        if isinstance(m, Relationship) and n not in situation.index.parents(entity.name)
    ]
    wanted = re.sub(r"\s+(?:it has|so far|together|added up|combined|up)$", "", what.strip(" ."))
    best: tuple[float, str, Entity, str] | None = None
    for relation, link in relations:
        other = situation.index.entities[
            link.to_entity if link.from_entity == entity.name else link.from_entity
        ]
        for found in situation.mentions.entities_in(wanted):
            if found.entity.id == other.id:
                rest = re.sub(
                    r"\b(?:of|its|the|their|all|in|on)\b|'s", " ", wanted[: found.start] + wanted[found.end :]
                ).strip()
                if best is None or len(rest) < len(best[3]):
                    best = (0.0, relation, other, rest)
        member = situation.mentions.member(wanted, other, 0.9)
        if best is None and member is not None and isinstance(member.element, Field | Computed):
            best = (0.5, relation, other, wanted)
    if best is None:
        return None
    cost, relation, other, rest = best
    if op == "count":
        return _Draft(f"count({relation})", entity, cost=cost)
    field = situation.mentions.member(rest, other) if rest else None
    number = field.name if field else _number(other, name)
    return _Draft(f"{op}({relation}.{number})", entity, cost=cost) if number else None


def _number(entity: Entity, like: str) -> str | None:
    numbers = [
        value.name
        for value in measurable(entity)
        if value.type in {FieldType.MONEY, FieldType.DECIMAL, FieldType.INTEGER}
    ]
    numbers.sort(
        key=lambda n: (
            likeness(key(like), key(n)) < 0.7,
            n.split("_")[-1] not in {"total", "amount", "price", "cost", "sum"},
        )
    )
    return numbers[0] if numbers else None


def _type(expression: str, entity: Entity, situation: Situation) -> FieldType | None:
    return next((f.type for f in measurable(entity) if f.name == expression), None)


def _between(start: str, end: str, entity: Entity, situation: Situation) -> str:
    kinds = {_type(start, entity, situation), _type(end, entity, situation)}
    unit = "days" if kinds == {FieldType.DATE} else "hours"
    return f"{unit}_between({start}, {end})"


def _computed(name: str, draft: _Draft, situation: Situation, source: str) -> Change | None:
    entity = draft.entity
    name = _AGGREGATED.sub("", name)
    name = snake(re.sub(r"^(?:the|its|their|a|an)\s+", "", name))[:48].strip("_")
    if not re.match(r"[a-z]", name) or len(name.split("_")) > 5:
        return None
    spec = situation.spec
    edits: list[Edit] = list(draft.edits)
    present = situation.mentions.member(name.replace("_", " "), entity, 0.93)
    index = situation.index
    if draft.edits:
        from sayso.spec.edits import apply

        index = SpecIndex(apply(spec, draft.edits).spec)
    try:
        value, problems = infer(parse(draft.expression), index, entity.name)
    except ExpressionError:
        return None
    if problems:
        return None
    said = f"{sentence(name)} of {many(entity)} is calculated now: {draft.expression.replace('_', ' ')}."
    if present is not None and isinstance(present.element, Computed):
        focus = Focus(entity=entity.id, field=present.element.id)
        return Change(
            said,
            (*edits, change(Part.COMPUTED, present.element.id, expression=draft.expression)),
            focus=focus,
        )
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
    return Change(said, (*edits, *restored), tuple(edits), focus=Focus(entity=entity.id, field=computed.id))


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
