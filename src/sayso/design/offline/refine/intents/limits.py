"""Limits and defaults of fields: ``price can't be negative``, ``the status defaults to new``."""

import re

from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import listed
from sayso.spec.edits import Kind, add, change
from sayso.spec.model import Field, FieldType, Flow, Rule, Validation

_WHAT = r"(?:the |a |an |each |every |all )?(?P<what>[\w' ,/.-]+?)"
_DEFAULT = (
    pattern(
        rf"^{_WHAT} (?:should )?(?:defaults?|be set|is set|is|be) (?:to |by default )+(?P<value>.+?)(?: by "
        r"default)?$"
    ),
    pattern(
        r"^(?:the )?default (?:for |of |value (?:for|of) )?(?:the )?(?P<what>[\w' -]+?) (?:is|should be|be|"
        r"to|=) (?P<value>.+)$"
    ),
    pattern(rf"^{_WHAT} (?:is|should be) (?P<value>[\w .,'-]+?) by default$"),
    pattern(r"^default (?P<what>[a-z][\w' -]*?) (?P<value>\d[\w.,]*)$"),
)


_NUMBER = r"(?P<{0}>-?\d+(?:[.,]\d+)?)"


_NOT = r"(?:can't|cannot|can not|must not|mustn't|may not|should not|shouldn't|must never|can never) be"


_MUST = r"(?:(?:must|should|has to|needs to|can|may|is|are)(?: always| only)?(?: be)? )?"
_LOW = r"(?:at least|min(?:imum)?(?: is)?:?|no less than|not less than|from|between|>=)"
_HIGH = r"(?:at most|max(?:imum)?(?: is)?:?|no more than|not more than|up to|to|and|-|<=)"
_BOTH = pattern(
    rf"^{_WHAT}:?,? {_MUST}(?:default(?:s to| is)?:? (?P<value>\d+(?:\.\d+)?),? (?:and )?)?{_LOW} "
    rf"{_NUMBER.format('low')},? (?:(?:and|but) )?{_HIGH} ?{_NUMBER.format('high')}$"
)
_MORE = pattern(
    rf"^{_WHAT} {_MUST}(?P<how>greater|more|bigger|higher|larger|above|over|>) (?:than "
    rf")?{_NUMBER.format('low')}$"
)
_NAMED = (
    pattern(
        rf"^(?:the )?max(?:imum|imal)? (?P<what>[\w' -]+?)(?: (?:is|should be|must be))?:? "
        rf"{_NUMBER.format('high')}$"
    ),
    pattern(
        rf"^(?:the )?min(?:imum|imal)? (?P<what>[\w' -]+?)(?: (?:is|should be|must be))?:? "
        rf"{_NUMBER.format('low')}$"
    ),
)
_LIMITS = (
    (_BOTH, None),
    *((way, None) for way in _NAMED),
    (pattern(rf"^{_WHAT}:? (?:at least|min(?:imum)?) {_NUMBER.format('low')}(?: [a-z€$£%]+)?$"), None),
    (
        pattern(
            rf"^{_WHAT}:? (?:at most|max(?:imum)?|up to|no more than) {_NUMBER.format('high')}(?: "
            rf"[a-z€$£%]+)?$"
        ),
        None,
    ),
    (
        pattern(
            rf"^{_WHAT} {_NOT} (?:more|higher|greater|larger|bigger|over) (?:than "
            rf")?{_NUMBER.format('high')}\b.*$"
        ),
        None,
    ),
    (
        pattern(
            rf"^{_WHAT} {_NOT} (?:less|lower|smaller|below|under) (?:than )?{_NUMBER.format('low')}\b.*$"
        ),
        None,
    ),
    (
        pattern(
            rf"^{_WHAT} (?:can't|cannot|can not|must not|may not|should not|shouldn't|can never|must never|"
            r"mustn't) be negative$"
        ),
        0.0,
    ),
    (
        pattern(
            rf"^{_WHAT} (?:must|should|has to|needs to|is) (?:always )?(?:be )?(?:at least|minimum|no less "
            rf"than|not less than|>=|from) {_NUMBER.format('low')}\b.*$"
        ),
        None,
    ),
    (
        pattern(
            rf"^{_WHAT} (?:must|should|can|may|has to|is)(?: only)? (?:be )?(?:at most|maximum|no more "
            rf"than|not more than|up to|<=|max) {_NUMBER.format('high')}\b.*$"
        ),
        None,
    ),
    (
        pattern(
            rf"^{_WHAT} (?:must|should|can|may|has to|is|goes)(?: only| always)? ?(?:be |go )?(?:between|"
            rf"from) {_NUMBER.format('low')} (?:and|to|-) {_NUMBER.format('high')}\b.*$"
        ),
        None,
    ),
)


def limits(clause: str, situation: Situation) -> Change | None:
    """Between which values a number has to lie."""
    more = _MORE.match(clause)
    if more is not None and (made := _exceeding(more, clause, situation)):
        return made
    for way, fixed in _LIMITS:
        match = way.match(clause)
        found = situation.mentions.member(match["what"]) if match else None
        if match is None or found is None or not isinstance(found.element, Field):
            continue
        field = found.element
        if field.type not in {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}:
            continue
        groups = match.groupdict()
        before = field.validation or Validation()
        low = fixed if fixed is not None else number(groups.get("low")) if groups.get("low") else before.min
        high = number(groups.get("high")) if groups.get("high") else before.max
        limits = Validation(min=low, max=high)
        usual = _value(groups["value"], field) if groups.get("value") else field.default
        focus = Focus(entity=found.entity.id, field=field.id)
        bounds = listed(
            [f"at least {low:g}" if low is not None else "", f"at most {high:g}" if high is not None else ""]
        )
        said = f"{field.label} must be {bounds.removesuffix(' and ').removeprefix(' and ')} now."
        if usual != field.default:
            said = f"{said.removesuffix(' now.')}, and is {usual} unless said otherwise."
        values = {"validation": limits} | ({"default": usual} if usual != field.default else {})
        return Change(said, (change(Kind.FIELD, field.id, **values),), focus=focus)
    return None


def _exceeding(match: re.Match[str], clause: str, situation: Situation) -> Change | None:
    """More than a number: at least the next one, where numbers are whole; else a rule."""
    found = situation.mentions.member(match["what"])
    field = found.element if found else None
    low = number(match["low"])
    if found is None or not isinstance(field, Field) or low is None:
        return None
    focus = Focus(entity=found.entity.id, field=field.id)
    said = f"{field.label} must be more than {low:g} now."
    if field.type is FieldType.INTEGER:
        high = field.validation.max if field.validation else None
        whole = Validation(min=low + 1, max=high)
        return Change(said, (change(Kind.FIELD, field.id, validation=whole),), focus=focus)
    if field.type not in {FieldType.DECIMAL, FieldType.MONEY}:
        return None
    rule = Rule(
        id=situation.ids.new("rul"), source=clause, name=f"{field.name}_more_than"[:48],
        expression=f"{field.name} is None or {field.name} > {low:g}",
        message=f"{field.label} must be more than {low:g}.",
    )  # fmt: skip
    return Change(said, (add(rule, parent=found.entity.id),), focus=focus)


def number(text: str | None) -> float | None:
    return float(text.replace(",", ".")) if text else None


def default(clause: str, situation: Situation) -> Change | None:
    for way in _DEFAULT:
        match = way.match(clause)
        found = situation.mentions.member(match["what"]) if match else None
        if match is None or found is None:
            continue
        value = match["value"].strip(' ".')
        if isinstance(found.element, Flow):
            state = situation.mentions.state(value, found.entity)
            if state is not None:
                edit = change(Kind.FLOW, found.element.id, initial=state[1].name)
                return Change(f"New {many(found.entity)} start as {state[1].label.lower()}.", (edit,))
        if isinstance(found.element, Field):
            default = _value(value, found.element)
            if default is not None:
                edit = change(Kind.FIELD, found.element.id, default=default)
                focus = Focus(entity=found.entity.id, field=found.element.id)
                return Change(
                    f"{found.element.label} is {value} unless said otherwise.", (edit,), focus=focus
                )
    return None


def _value(text: str, field: Field) -> str | int | float | bool | None:
    match field.type:
        case FieldType.ENUM:
            from sayso.design.offline.refine.likeness import key, likeness

            return next((o.name for o in field.options if likeness(key(text), key(o.label)) > 0.9), None)
        case FieldType.BOOLEAN:
            return {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}.get(
                text.lower()
            )
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.MONEY:
            number = re.fullmatch(r"\D{0,2}(-?\d+(?:\.\d+)?)\s*(?:%|\w+)?", text)
            if number is None:
                return None
            return int(float(number[1])) if field.type is FieldType.INTEGER else float(number[1])
        case FieldType.TEXT | FieldType.LONG_TEXT:
            return text
        case _:
            return None
