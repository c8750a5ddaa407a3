"""Comparisons: bounds of a value by another value or by today: *not before the arrival*, *in the future*."""

import re
from typing import Any

from sayso.design.name_lookup.mentions import FoundMember
from sayso.kit.words import sentence, snake
from sayso.spec.model import Computed, Entity, Field, FieldType, Relationship, RelationshipKind

from .elements import member_of
from .formulas import Formula, Term
from .work import Work

_DATES = frozenset((FieldType.DATE, FieldType.DATETIME))
_NUMBERS = frozenset((FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY))
_DENIED = re.compile(r"\b(?:not|never|cannot|no|nothing|neither)\b|n't\b")
_DENIED_BEFORE = re.compile(r"(?:\b(?:not|never|cannot|nothing|no)\b|n't\b)[^,;:.]*$")
_MODAL = re.compile(r"\b(?:must|has to|have to|should|needs? to|not|never|cannot)\b|n't\b")
_MOMENTS = (
    (re.compile(r"\bin the past\b"), "before today"), (re.compile(r"\bin the future\b"), "after today"),
    (re.compile(r"\b(?:the )?(?:current day|present day)\b"), "today"),
)  # fmt: skip
_WAYS = (
    (
        ">",
        r"(?:more|higher|greater|bigger|larger|longer|later) than|after|above|over|beyond|exceeds?|exceeding",
    ),
    ("<", r"(?:less|lower|fewer|smaller|shorter|earlier|cheaper) than|before|below|under"),
    (">=", r"at least|no less than"), ("<=", r"at most|no more than|up to"),
)  # fmt: skip
_COMPARED = re.compile("|".join(f"(?P<w{at}>\\b(?:{way})\\b)" for at, (_, way) in enumerate(_WAYS)))
_SHIFTED = re.compile(
    r"^at (least|most) (\d+|an?|one|two|three|four|five|six|seven) (day|week|month|year)s? "
    r"(after|before) (.+)$"
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_OPPOSITE = {">": "<=", "<": ">=", ">=": "<", "<=": ">"}
_BEFORE = re.compile(
    r"^(?:(?:must|may|can|cannot|can't|has|have|had|should|shouldn't|mustn't|to|be|is|are|lie|go|not|never|no|"
    r"always|come|start|end|happen|a day|neither)\s+)*$"
)


def rules_of(work: Work, at: int, value: str, entity: Entity) -> list[dict[str, Any]]:
    """The rules that a limit says of a value, in the words of models; none where it says no comparison."""
    said = work.text(at).lower().strip(" .,")
    parts = _BOTH.split(said)
    rules = [_rule_of(work, at, part, value, entity) for part in parts]
    if len(parts) == 1 and rules[0] is None:
        rules = [_distinct(work, said, value, entity)]
    return [rule for rule in rules if rule is not None] if None not in rules else []


_BOTH = re.compile(
    r",?\s+(?:and|but|nor)\s+(?=(?:not|no|never|at least|at most|must|always)\b"
    r"[^,]*\b(?:than|before|after|least|most)\b)"
)
_OTHER = re.compile(
    r"^(?:(?:must|has to|should|always|be|is|can|may|cannot|can't|mustn't|never|not|n't)\s+)*"
    r"(?:(?:some(?:body|one|thing)|another person|a person|one)\s+)?"
    r"(?:(?:else|other|different) (?:than|from|to)|(?:not (?:be )?)?the same (?:\w+ )?as)\s+(?P<other>.+)$"
)


def _distinct(work: Work, said: str, value: str, entity: Entity) -> dict[str, Any] | None:
    """The rule that two values of a row differ: *somebody else than the translator*."""
    match = _OTHER.match(said)
    if match is None or ("the same" in said and _DENIED.search(said) is None):
        return None
    found = [
        one for words in (value, match["other"])
        if (one := member_of(work, re.sub(r"^(?:the|its|their|his|her) ", "", words), entity)) is not None
    ]  # fmt: skip
    if len(found) != 2 or found[0].name == found[1].name or _sort(found[0]) != _sort(found[1]):
        return None
    first, second = found
    return {
        "name": snake(f"{first.name} other than {second.name}")[:48].strip("_"),
        "expression": f"{first.name} != {second.name}",
        "message": f"{sentence(first.name)} must be other than {second.name.replace('_', ' ')}.",
    }


def _sort(found: FoundMember) -> object:
    """What can be compared with each other: values of a type, links to the same thing."""
    one = found.element
    if isinstance(one, Relationship):
        return one.to_entity if one.kind is RelationshipKind.BELONGS_TO else one.id
    return one.type if isinstance(one, Field | Computed) else one.id


def _rule_of(work: Work, at: int, said: str, value: str, entity: Entity) -> dict[str, Any] | None:
    found = member_of(work, value, entity)
    if found is None or not isinstance(found.element, Field | Computed):
        return None
    kind = found.element.type
    if kind not in _DATES | _NUMBERS:
        return None
    for way, meant in _MOMENTS:
        if way.search(said) and not _MODAL.search(f"{work.before(at)[-20:].lower()} {said}"):
            return None
        said = way.sub(meant, said)
    compared = _shifted(work, said, entity) or _plain(work, at, said, entity)
    if compared is None:
        return None
    sign, term = compared
    if (kind in _DATES) != (term.type in _DATES):
        return None
    return _rule(Term(found.name, kind, found.name.replace("_", " ")), sign, term)


def order_of(work: Work, at: int, entity: Entity) -> dict[str, Any] | None:
    """The rule that one day of a row comes before or after another: *it can't end before it starts*."""
    match = _ORDERED.match(work.text(at).lower())
    if match is None:
        return None
    found = [member_of(work, match[name], entity) for name in ("first", "second")]
    terms = [
        Term(one.name, one.element.type, one.name.replace("_", " "))
        for one in found if one is not None and isinstance(one.element, Field) and one.element.type in _DATES
    ]  # fmt: skip
    if len(terms) != 2 or terms[0] == terms[1]:
        return None
    sign = ">" if match["way"] == "after" else "<"
    return _rule(terms[0], _OPPOSITE[sign] if _DENIED.search(match["modal"]) else sign, terms[1])


_ORDERED = re.compile(
    r"^(?P<modal>(?:(?:can|can't|cannot|may|must|mustn't|should|shouldn't|not|never|always|only)\s+)*)"
    r"(?P<first>\w+) (?P<way>before|after) (?:it|they|he|she|its|the)? ?(?P<second>\w+)$"
)


def _rule(first: Term, sign: str, second: Term) -> dict[str, Any]:
    way = _SAID[sign][first.type in _NUMBERS]
    left, right = _alike(first, second)
    return {
        "name": snake(f"{first.name} {way.replace('be ', '')} {second.name}")[:48].strip("_"),
        "expression": f"{left} {sign} {right}",
        "message": f"{sentence(first.name)} must {way} {second.name}.",
    }


_SAID = {
    ">": ("be after", "be more than"), "<": ("be before", "be less than"),
    ">=": ("not be before", "be at least"), "<=": ("not be after", "be at most"),
}  # fmt: skip


def _plain(work: Work, at: int, said: str, entity: Entity) -> tuple[str, Term] | None:
    match = _COMPARED.search(said)
    if match is None or not _BEFORE.match(said[: match.start()]):
        return None
    sign = next(sign for number, (sign, _) in enumerate(_WAYS) if match[f"w{number}"] is not None)
    if _DENIED.search(said[: match.start()]) or _DENIED_BEFORE.search(work.before(at).lower()):
        sign = _OPPOSITE[sign]
    term = Formula(work, entity, "").operand(said[match.end() :])
    return (sign, term) if term is not None and not term.texts and not term.expression[0].isdigit() else None


def _shifted(work: Work, said: str, entity: Entity) -> tuple[str, Term] | None:
    match = _SHIFTED.match(said)
    if match is None:
        return None
    term = Formula(work, entity, "").operand(match[5])
    if term is None or term.type not in _DATES:
        return None
    many = _COUNTS.get(match[2]) or int(match[2])
    sign = "+" if match[4] == "after" else "-"
    moved = Term(f"{term.expression} {sign} {match[3]}s({many})", term.type, f"{match[4]} {term.name}")
    return (">=" if (match[1] == "least") == (sign == "+") else "<="), moved


def _alike(first: Term, second: Term) -> tuple[str, str]:
    """Both sides of one type: the day of a moment where it is compared with a day."""
    if {first.type, second.type} != _DATES:
        return first.expression, second.expression
    if second.expression == "today()":
        return first.expression, "now()"
    left, right = (
        f"date({one.expression})" if one.type is FieldType.DATETIME else one.expression
        for one in (first, second)
    )
    return left, right
