"""The operands of a formula: fields here and further away, sums over what belongs to a row, spans of time."""

import re
from dataclasses import dataclass, replace

from sayso.design.formulas.lengths import between
from sayso.design.messages.patterns import pattern
from sayso.design.name_lookup.likeness import key, likeness
from sayso.design.name_lookup.situation import Situation
from sayso.design.offline.fields import read_field
from sayso.design.spec_edits.components import measurable
from sayso.design.spec_edits.entities import field_of
from sayso.spec.edits import Edit, add
from sayso.spec.model import DAY_TYPES, Computed, Entity, Field, FieldType, Relationship

_OPERATORS = (
    (r"\s*(?:\btimes\b|\bmultiplied (?:by|with)\b|\*|×|(?<=\s)x(?=\s))\s*", "*"),
    (r"\s*(?:\bdivided by\b|(?<=\s)/(?=\s)|÷|\bover\b)\s*", "/"),
    (r"\s*(?:\bplus\b|\+|\badded to\b)\s*", "+"),
    (r"\s*(?:\bminus\b|(?<=\s)-(?=\s)|\bless\b|\breduced by\b|−)\s*", "-"),
)


_SUM = pattern(
    r"^(?:the )?(?P<op>sum|total|average|mean|number|count|maximum|highest|minimum|lowest|add up|adding "
    r"up)(?: amount| value| price)?(?: of)? (?:all )?(?:the |its |their |his |her |all )*"
    r"(?P<what>(?!(?:minus|plus|times|less|over|divided|multiplied|reduced)\b|[-+*/×÷−]).+)$"
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


_SHIFT = pattern(
    r"^(?:always )?(?P<many>\d+) (?P<unit>days?|weeks?|months?|years?) (?P<way>after|before) "
    r"(?:the |its |their )?(?P<start>[\w' -]+)$"
)
_DATES = frozenset((FieldType.DATE, FieldType.DATETIME))


_PERCENT = re.compile(r"percent|percentage|rate$|pct", re.IGNORECASE)


_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Draft:
    expression: str
    entity: Entity
    edits: tuple[Edit, ...] = ()
    cost: float = 0.0


def draft_of(formula: str, clause: str, name: str, entity: Entity, situation: Situation) -> Draft | None:
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
            return Draft(
                _between(start.expression, end.expression, entity),
                entity,
                cost=start.cost + end.cost,
            )
        return None
    return _shifted(formula, entity, situation) or _arithmetic(formula, entity, situation)


def _shifted(formula: str, entity: Entity, situation: Situation) -> Draft | None:
    """``14 days after the invoice date``."""
    match = _SHIFT.match(formula)
    if match is None:
        return None
    start = situation.mentions.member(match["start"], entity, 0.78)
    if start is None or not isinstance(start.element, Field) or start.element.type not in _DATES:
        return None
    sign = "+" if match["way"].lower() == "after" else "-"
    unit = match["unit"].lower().removesuffix("s")
    return Draft(f"{start.name} {sign} {unit}s({match['many']})", entity, cost=1 - start.score)


def _arithmetic(formula: str, entity: Entity, situation: Situation) -> Draft | None:
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
    if len(out) == 3 and out[1] == "-" and {_type(out[0], entity), _type(out[2], entity)} <= DAY_TYPES:
        return Draft(_between(out[2], out[0], entity), entity, cost=cost)
    return Draft(" ".join(out).replace("( ", "(").replace(" )", ")"), entity, tuple(edits), cost)


def _operand(phrase: str, entity: Entity, situation: Situation) -> Draft | None:
    phrase = re.sub(r"^(?:the|its|their|a|an|of)\s+", "", phrase.strip(" ,.")).strip()
    number = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(%)?", phrase)
    if number is not None:
        return Draft(f"({number[1]} / 100)" if number[2] else number[1], entity)
    if _SUM.match(phrase) and (total := draft_of(phrase, phrase, "", entity, situation)):
        return replace(total, expression=f"({total.expression})")
    for depth, (path, owner) in reachable(entity, situation):
        found = situation.mentions.member(phrase, owner, 0.78)
        if found is not None and isinstance(found.element, Field | Computed):
            name = ".".join([*path, found.name])
            if (
                _PERCENT.search(found.name)
                and "rate" not in found.name.split("_")[:-1]
                and not found.name.endswith(("hourly_rate", "rate"))
            ):
                name = f"({name} / 100)"
            return Draft(name, entity, cost=depth * 0.4 + 1 - found.score)
    if phrase in {"days", "nights", "hours", "minutes"} and (lasting := between(entity, phrase)):
        return Draft(lasting, entity, cost=0.1)
    if total := _of_many(phrase, entity, situation):
        return total
    guess = read_field(phrase)
    if (
        not guess.known
        or guess.type not in {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}
        or len(phrase.split()) > 3
    ):
        return None
    field = field_of(guess, situation.ids, phrase)
    return Draft(field.name, entity, (add(field, parent=entity.id),), cost=2.0)


def _of_many(phrase: str, entity: Entity, situation: Situation) -> Draft | None:
    """``payments`` of an invoice are what they come to."""
    found = situation.mentions.member(phrase, entity, 0.9)
    if found is None or not isinstance(found.element, Relationship):
        return None
    total = _aggregate("sum", phrase, "amount", entity, situation)
    return replace(total, expression=f"({total.expression})", cost=total.cost + 0.3) if total else None


def reachable(entity: Entity, situation: Situation) -> list[tuple[int, tuple[tuple[str, ...], Entity]]]:
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


def _aggregate(op: str, what: str, name: str, entity: Entity, situation: Situation) -> Draft | None:
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
        return Draft(f"count({relation})", entity, cost=cost)
    field = situation.mentions.member(rest, other) if rest else None
    number = field.name if field else _number(other, name)
    return Draft(f"{op}({relation}.{number})", entity, cost=cost) if number else None


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


def _type(expression: str, entity: Entity) -> FieldType | None:
    return next((f.type for f in measurable(entity) if f.name == expression), None)


def _between(start: str, end: str, entity: Entity) -> str:
    kinds = {_type(start, entity), _type(end, entity)}
    unit = "days" if kinds == {FieldType.DATE} else "hours"
    return f"{unit}_between({start}, {end})"
