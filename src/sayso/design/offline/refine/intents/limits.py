"""Limits and defaults of fields: ``price can't be negative``, ``the status defaults to new``."""

import re

from sayso.design.offline.refine.speaking import listed, many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.spec.edits import Kind, change
from sayso.spec.model import Field, FieldType, Flow, Validation

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
)


_NUMBER = r"(?P<{0}>-?\d+(?:[.,]\d+)?)"


_NOT = r"(?:can't|cannot|can not|must not|mustn't|may not|should not|shouldn't|must never|can never) be"


_LIMITS = (
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
        focus = Focus(entity=found.entity.id, field=field.id)
        bounds = listed(
            [f"at least {low:g}" if low is not None else "", f"at most {high:g}" if high is not None else ""]
        )
        said = f"{field.label} must be {bounds.removesuffix(' and ').removeprefix(' and ')} now."
        return Change(said, (change(Kind.FIELD, field.id, validation=limits),), focus=focus)
    return None


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
