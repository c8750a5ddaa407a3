"""Aspects of a value as far as they are said: its type, whether it has to be there, default and bounds."""

import re
from typing import Any

from sayso.design.agents.language.synonyms import field_type
from sayso.design.knowledge.load import load
from sayso.design.offline.field_types import MEASURES
from sayso.spec.edits import Kind
from sayso.spec.model import DAY_TYPES, Entity, FieldType

from .comparisons import rules_of
from .numbers import limits_in, number_in
from .spans import age_of, lasting_of
from .vocabulary import listed
from .work import Work

ASPECTS = ("type", "option", "must", "default", "limit")
_NUMBERS = {"integer", "decimal", "money"}
_TEXTS = {"text", "long_text", "email", "url", "phone"}
_TYPES = (
    ("multi_enum", r"\bmulti|several|more than one|many|checkboxes|\btags?\b"),
    ("enum", r"drop ?-?down|select|choice|choose|pick|list|radio|options?\b"),
    (
        "boolean",
        (
            r"yes ?(?:/|or|-)? ?no|\by/n\b|tick|check ?box|checked|\bcheck\b.*\boff|\bor not\b|true|toggle|"
            r"\bflag\b|on/off|on or off|switch"
        ),
    ),
    (
        "long_text",
        (
            r"\blong|paragraph|several lines|free text|multi-?line|text ?area|room for|more (?:room|space)|"
            r"text box"
        ),
    ),
    (
        "datetime",
        (
            r"date (?:and|&|plus|with) (?:an? |the )?(?:time|hour)|timestamp|date ?-?time|"
            r"with the (?:time|hour)|exact time"
        ),
    ),
    ("date", r"\bdate|calendar date|\bday\b"),
    ("time", r"\btime\b"),
    (
        "money",
        (
            r"money|euro|dollar|pound|currency|price|amount|€|\$|£|"
            r"usd|eur\b|gbp|\bchf\b|\bcents?\b|francs?|kron|crowns?|\byen\b|rupee|z[lł]oty"
        ),
    ),
    ("integer", r"\b(?:no|without|not) (?:any )?(?:decimals?|fractions?|digits after)"),
    (
        "decimal",
        r"decimal|fraction|percent|%|half|point|comma|kilo|litre|liter|metre|meter|\bkm\b|\bkg\b|\bm\b|°",
    ),
    (
        "integer",
        (
            r"whole number|integer|number|numeric|digits|minutes|hours|days|weeks|months|years|"
            r"count|scale|stars|points"
        ),
    ),
    ("image", r"photo|picture|image"),
    ("file", r"\bfile|document|upload|attachment|pdf|scan"),
    ("email", r"e-?mail"),
    ("phone", r"phone"),
    ("url", r"link|url|web"),
    ("text", r"text|words|letters"),
)  # fmt: skip
_LEFT_OPEN = re.compile(
    r"\b(?:optional(?:ly)?|voluntary|nullable|no longer|need not|needn't|if needed|if known|any ?more)\b|"
    r"\bnot (?:be )?(?:an? )?(?:must|required|mandatory|unique|needed|necessary|compulsory|obligatory)\b|"
    r"(?:n't|\bnot) (?:have|need) to\b|^left empty|"
    r"\b(?:fine|ok|okay|alright|allowed) to (?:leave|skip|be left)\b|"
    r"\b(?:may|can|might) (?:be|stay|remain) (?:left )?(?:empty|blank|missing|null|unknown|out|open)\b"
)
_UNIQUE = re.compile(
    r"\bunique|\bno two\b|\btwice\b|\bonly once\b|\b(?:duplicates?|doubles)\b|\b(?:never|not|n't) share\b|"
    r"\bsame\b|\b(?:be|is|are) different\b|\b(?:each|every) \w+ (?:has|have) (?:its|their|an?) own\b|"
    r"\bdistinct\b|identif|"
    r"\beach (?:\w+ )?(?:has|have) (?:a )?different\b|\bone of a kind\b|\bone that's taken\b"
)
_UNIQUE_TOGETHER = re.compile(
    r"\b(?:per|within|inside|together|pair|triple|partial)\b|\bunique (?:only )?(?:in|within) |"
    r"\btwice (?!either|please|the same\b)\w|\bsame (?:day|hour|time|date|night|week)\b|\ba day\b"
)
_NEEDED = re.compile(
    r"\b(?:require[ds]?|mandatory|compulsory|obligatory|necessary|needed|enforced?|force|"
    r"without|missing)\b|"
    r"(?:\b(?:not|never|cannot|unable|no)\b|n't\b).*\b(?:empty|blank|missing|out|unknown|possible|accepted|"
    r"acceptable|allowed|happen|skip(?:ped)?|omitted)\b|^no$|\b(?:nobody|no one)\b.*\b(?:save|skip|omit)"
)
_TOLD = re.compile(r"\b(?:must|always)\b|\b(?:has|have|needs?) to\b")
_DENIED = re.compile(r"\b(?:not|never|cannot|no)\b|n't\b")
_MUST_HAVE = re.compile(r"\bmust\s+(?:always\s+)?have\s+(?:(?:an?|the|its|their)\s+)?$")
_NOTHING = frozenset(("none", "nothing", "empty", "absent", "null", "blank", "no default"))
_MOMENTS = {"today": "today()", "now": "now()", "the current date": "today()", "the current day": "today()"}


def aspects(work: Work, at: int, kind: str, entity: Entity | None = None) -> dict[str, Any]:
    """Required, unique, default and limits, as far as they are said; bounds by other values become rules."""
    given: dict[str, Any] = {"required": True} if _MUST_HAVE.search(work.before(at).lower()) else {}
    musts = said_of(work, at, "must")
    for one in musts:
        work.use(one)
        values = must_said(work.text(one)) or must_said(_together(work, musts))
        if not values:
            work.fail(one)
        given |= values
    for one in said_of(work, at, "default"):
        work.use(one)
        value = _default(work.text(one), kind)
        if value is None and work.text(one).lower() not in _NOTHING:
            work.fail(one)
        else:
            given["default"] = value
    for one in said_of(work, at, "limit"):
        work.use(one)
        limits: dict[str, int | float] | None = limits_in(
            work.text(one), work.before(one), whole=kind == "integer"
        )
        start = _STARTING.match(work.text(one)) if kind == "text" else None
        if start is not None:
            given["pattern"] = f"^{start[1]}"
        elif limits is None or kind not in _NUMBERS | _TEXTS:
            if entity is None or not put_rule(work, one, at, entity):
                work.fail(one)
        else:
            if kind in _TEXTS and not any("length" in bound for bound in limits):
                limits = {f"{bound}_length": value for bound, value in limits.items()}
            given |= limits
    return given


_STARTING = re.compile(
    r"(?:(?:must|has to|have to|always|should)\s+)*(?:starts?|begins?) with "
    r"[\"'“]?([\w-]*[A-Z\d-][\w-]*)[\"'”]?$"
)
"""What a text starts with: letters and signs of a number, such as *IT-*, not just any word."""


def _together(work: Work, spans: list[int]) -> str:
    """What two spans of one sentence say with the words between them: *nobody* may be saved *without*."""
    is_nobody = bool(spans) and work.text(spans[0]).lower().replace(" ", "_") in listed("nobody")
    if not is_nobody or len(spans) != _PAIR or work.bounds(spans[0]) != work.bounds(spans[-1]):
        return ""
    return work.reading.text[work.reading.spans[spans[0]].start : work.reading.spans[spans[-1]].end]


_PAIR = 2


def put_rule(work: Work, at: int, attr: int, entity: Entity) -> bool:
    """A bound of a value by another one, or by today, as a condition that every row has to meet."""
    value = work.text(attr)
    rules = rules_of(work, at, value, entity)
    if not rules and (rule := age_of(work, at, value, entity) or lasting_of(work, at, entity)) is not None:
        rules = [rule]
    return bool(rules) and all(work.do("add", Kind.RULE, at, of=entity.name, element=rule) for rule in rules)


def said_of(work: Work, at: int, *roles: str) -> list[int]:
    """Aspects of a value: those that hang on it, and what is said of it together with its neighbours.

    *chest, waist and hip are in cm*: what follows a verb after a row of values is said of all of them, and so
    is what hangs on one of them and stands behind the last.
    """
    own = work.under(at, *roles)
    row = _row(work, at)
    if len(row) < 2:
        return own
    end = work.reading.spans[row[-1]].end
    shared = [
        one for member in row if member != at for one in work.under(member, *roles)
        if one > row[-1]
        and not _ONE_OF.search(work.reading.text[end : work.reading.spans[one].end].lower())
        and (
            member != row[-1]
            or _VERB.search(work.reading.text[end : work.reading.spans[one].end].lower())
        )
    ]  # fmt: skip
    return [*own, *shared]


_VERB = re.compile(
    r"\b(?:are|carry|become|get|is missing|both|all|must|have|has to|should|can|can't|cannot|may|need|never|"
    r"shall|be)\b"
)
_ONE_OF = re.compile(r"\b(?:first|last|second|former|latter|one|only)\b")
_NEW_CLAUSE = re.compile(r",\s*(?:and|or)\b")
_JOIN = re.compile(
    r"\s*(?:,|&|\+|and|or|,\s*(?:and|or)|as well as)\s*(?:(?:the|its|their|an?)\s+)?", re.IGNORECASE
)


def _row(work: Work, at: int) -> list[int]:
    """The values that are named in one breath with one, in their order."""
    row = [at]
    for step in (-1, 1):
        one = at
        while 0 <= one + step < len(work.heads) and _are_joined(work, min(one, one + step)):
            one += step
            row.append(one)
    row.sort()
    texts = [work.reading.text[work.reading.spans[a].end : work.reading.spans[a + 1].start] for a in row[:-1]]
    return [at] if len(row) == 2 and _NEW_CLAUSE.search(texts[0]) else row


def _are_joined(work: Work, first: int) -> bool:
    spans = work.reading.spans
    if {spans[first].role, spans[first + 1].role} != {"attr"} or work.head(first) != work.head(first + 1):
        return False
    return _JOIN.fullmatch(work.reading.text[spans[first].end : spans[first + 1].start]) is not None


def _default(words: str, kind: str) -> Any:
    """What words mean as a value of a type, that is taken when nothing is entered."""
    said = words.lower()
    if kind in _NUMBERS:
        return number_in(words)
    if kind in {"date", "datetime"}:
        moment = _MOMENTS.get(said)
        return moment if kind == "date" or moment is None else "now()"
    if kind == "time" or said in _NOTHING:
        return None
    if kind == "boolean":
        return not re.search(r"\b(?:no|not|off|false|un\w+)\b", said)
    return words


def must_said(words: str) -> dict[str, bool]:
    """Whether a value has to be there, or to be unique; nothing where words say neither for sure."""
    said = words.lower()
    denied = _LEFT_OPEN.search(said) is not None
    if _UNIQUE.search(said):
        if _UNIQUE_TOGETHER.search(said):
            return {}
        is_needed = not denied and _NEEDED_TOO.search(said) is not None
        return {"unique": not denied} | ({"required": True} if is_needed else {})
    if denied:
        return {"required": False}
    is_told = _TOLD.search(said) is not None and _DENIED.search(said) is None
    return {"required": True} if is_told or _NEEDED.search(said) else {}


_NEEDED_TOO = re.compile(r"\b(?:required|mandatory|compulsory|obligatory|must be there|not be empty)\b")


def is_must(work: Work, at: int) -> bool:
    """Whether something has to be there."""
    found = work.under(at, "must")
    work.use(*found)
    return any(must_said(work.text(one)).get("required", False) for one in found)


def is_numeric(words: str) -> bool:
    """Whether bounds are those of a number, not of a text's length."""
    limits = limits_in(words)
    return limits is not None and not any("length" in bound for bound in limits)


def type_named(words: str, name: str) -> str | None:
    """The type of values that words mean."""
    exact = field_type(words, name)
    if exact is not None:
        return exact.value
    said = words.lower()
    found = next((kind for kind, way in _TYPES if re.search(way, said)), None)
    return found or ("decimal" if _is_unit(said) else None)


def type_of(words: str, name: str, now: FieldType) -> str | None:
    """The type that words mean for a value that has one: a unit leaves a number as it is."""
    if now.value in _NUMBERS and _is_unit(words.lower()):
        return now.value
    named = type_named(words, name)
    return "datetime" if named == "time" and now in DAY_TYPES else named


def _is_unit(said: str) -> bool:
    words = [
        word for word in re.findall(r"[^\W\d]+[²³\d]?|°", said) if word not in {"in", "of", "the", "full"}
    ]
    return bool(words) and all(word in MEASURES or word in load("units")["units"] for word in words)
