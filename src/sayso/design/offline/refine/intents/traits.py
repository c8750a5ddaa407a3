"""``serial no is unique and required``, ``the batch number always has to be filled in``, ``price can't be negative``."""

import re

from sayso.spec.edits import Edit, Kind, change
from sayso.spec.model import Field, FieldType, Flow, Validation

from ..mentions import FoundMember
from ..speaking import listed, many
from ..types import Change, Focus, Situation
from ..words import pattern

_WHAT = r"(?:the |a |an |each |every |all )?(?P<what>[\w' ,/.-]+?)"
_REQUIRED = (
    pattern(
        rf"^{_WHAT} (?:(?:always|also|really|now) )*(?:has|have|needs?|must|should|is|are|ought)(?: always)?(?: to)?(?: always)?(?: be)?(?: always)? {{filled}}(?: in| out)?(?: (?:always|every time|each time|at all times))?$"
    ),
    pattern(
        rf"^{_WHAT} (?:can't|cannot|can not|must not|mustn't|may not|should not|shouldn't|should never|must never|can never) (?:be |stay |remain )?(?:left )?(?:empty|blank|missing|left out|null|skipped)$"
    ),
    pattern(
        r"^(?:you |they |users? |people |staff |everyone |we )?(?:must|should|have to|has to|need to|always have to|always)(?: always)? (?:enter|fill in|fill out|give|provide|specify|type in|supply) (?:the |a |an )?(?P<what>.+?)$"
    ),
    pattern(r"^(?:don't|do not|never) (?:allow|accept|let)[\w ]* without (?:a |an |the )?(?P<what>.+?)$"),
    pattern(
        r"^(?:an? |every |each |no )?[\w' -]+? (?:needs?|must have|has to have|without) (?:a |an )(?P<what>[\w ]+?),? (?:always|no exceptions|without exception)$"
    ),
)
_OPTIONAL = (
    pattern(
        rf"^{_WHAT} (?:doesn't|does not|don't|do not|needn't|need not)(?: always)?(?: have| need)?(?: to)?(?: always)? be (?:{{filled}}|{{required}})(?: in| out)?$"
    ),
    pattern(
        rf"^{_WHAT} (?:can|may|should be allowed to|could) (?:be |stay )?(?:left )?(?:empty|blank|missing|left out)$"
    ),
)
_TRAIT = pattern(
    r"^(?:(?:make|set|mark|turn) )?(?:the |a |an |each |every |all )?(?P<what>[\w' ,/.-]+?) (?:fields? )?(?:(?:is|are|be|as|should be|must be|needs to be|has to be|have to be|should become|become|should also be|must also be|to be) )?"
    r"(?P<traits>(?:(?:always |also |both |and |now |,|no longer |not )*(?:{required}|{unique}|{optional}|searchable)(?:\s*,\s*|\s+and\s+|\s*&\s*)?)+)(?: fields?)?$"
)
_TWICE = pattern(
    r"^(?:no two|two) (?P<owner>[\w' -]+?) (?:can|may|should|must|with|have|having)?(?: not|n't| never|'t)?(?: ever)? ?(?:have |share |having )?(?:the )?same (?P<what>[\w' -]+?)$"
)
_ONCE = pattern(
    r"^(?:every|each|the|an?)? ?(?P<what>[\w' -]+?) (?:may|can|should|must) (?:only )?(?:be used|appear|exist|occur|be taken)?(?: only)? once$"
)
_DEFAULT = (
    pattern(
        rf"^{_WHAT} (?:should )?(?:defaults?|be set|is set|is|be) (?:to |by default )+(?P<value>.+?)(?: by default)?$"
    ),
    pattern(
        r"^(?:the )?default (?:for |of |value (?:for|of) )?(?:the )?(?P<what>[\w' -]+?) (?:is|should be|be|to|=) (?P<value>.+)$"
    ),
    pattern(rf"^{_WHAT} (?:is|should be) (?P<value>[\w .,'-]+?) by default$"),
)
_NUMBER = r"(?P<{0}>-?\d+(?:[.,]\d+)?)"
_LIMITS = (
    (
        pattern(
            rf"^{_WHAT} (?:can't|cannot|can not|must not|may not|should not|shouldn't|can never|must never|mustn't) be negative$"
        ),
        0.0,
    ),
    (
        pattern(
            rf"^{_WHAT} (?:must|should|has to|needs to|is) (?:always )?(?:be )?(?:at least|minimum|no less than|not less than|>=|from) {_NUMBER.format('low')}\b.*$"
        ),
        None,
    ),
    (
        pattern(
            rf"^{_WHAT} (?:must|should|can|may|has to|is)(?: only)? (?:be )?(?:at most|maximum|no more than|not more than|up to|<=|max) {_NUMBER.format('high')}\b.*$"
        ),
        None,
    ),
    (
        pattern(
            rf"^{_WHAT} (?:must|should|can|may|has to|is|goes)(?: only| always)? ?(?:be |go )?(?:between|from) {_NUMBER.format('low')} (?:and|to|-) {_NUMBER.format('high')}\b.*$"
        ),
        None,
    ),
)
_PART = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+)(?:the\s+)?", re.IGNORECASE)


def set_traits(clause: str, situation: Situation) -> Change | None:
    """Required, optional, unique, a default or limits for fields that are there."""
    for way in _OPTIONAL:
        if match := way.match(clause):
            return _set(match["what"], situation, "optional", required=False)
    for way in _REQUIRED:
        if match := way.match(clause):
            return _set(match["what"], situation, "required", required=True)
    if match := _TWICE.match(clause) or _ONCE.match(clause):
        owner = match.groupdict().get("owner")
        return _set(f"{owner} {match['what']}" if owner else match["what"], situation, "unique", unique=True)
    if match := _TRAIT.match(clause):
        return _traits(match["what"], match["traits"].lower(), situation)
    return _limits(clause, situation) or _default(clause, situation)


def _traits(what: str, traits: str, situation: Situation) -> Change | None:
    values: dict[str, bool] = {}
    said = []
    if pattern(r"\b{optional}\b").search(traits) or re.search(r"no longer (?:required|mandatory)", traits):
        values["required"] = False
        said.append("optional")
    elif pattern(r"\b{required}\b").search(traits):
        values["required"] = True
        said.append("required")
    if pattern(r"\b{unique}\b").search(traits):
        values["unique"] = not re.search(r"(?:not|no longer) unique", traits)
        said.append("unique" if values["unique"] else "not unique")
    if "searchable" in traits:
        values["searchable"] = True
        said.append("searchable")
    return _set(what, situation, listed(said), **values)


def fields_named(what: str, situation: Situation) -> list[FoundMember]:
    """The fields that a phrase lists; empty when one of them is not there."""
    what = what.strip(" ,.'")
    focused = [
        FoundMember(owner, field, field.name, 1.0)
        for owner in situation.spec.entities
        for field in owner.fields
        if field.id == situation.focus.field
    ]
    if what.lower() in {"it", "that", "this", "that field", "this field"}:
        return focused
    whole = situation.mentions.member(what)
    parts = [situation.mentions.member(part) for part in _PART.split(what)]
    if len(parts) > 1 and all(parts) and (whole is None or whole.score < 0.97):
        return [part for part in parts if part is not None]
    return [whole] if whole is not None else []


def _set(what: str, situation: Situation, said: str, **values: bool) -> Change | None:
    found = fields_named(what, situation)
    edits: list[Edit] = []
    for one in found:
        if isinstance(one.element, Field):
            edits.append(change(Kind.FIELD, one.element.id, **values))
        elif not isinstance(one.element, Flow) and hasattr(one.element, "required") and "required" in values:
            edits.append(change(Kind.RELATIONSHIP, one.element.id, required=values["required"]))
    if not edits:
        return None
    names = listed([one.name.replace("_", " ") for one in found])
    verb = "is" if len(found) == 1 else "are"
    focus = Focus(entity=found[-1].entity.id, field=found[-1].element.id)
    return Change(
        f"{names.capitalize()} of {many(found[0].entity)} {verb} {said} now.", tuple(edits), focus=focus
    )


def _limits(clause: str, situation: Situation) -> Change | None:
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
        low = fixed if fixed is not None else _number(groups.get("low")) if groups.get("low") else before.min
        high = _number(groups.get("high")) if groups.get("high") else before.max
        limits = Validation(min=low, max=high)
        focus = Focus(entity=found.entity.id, field=field.id)
        bounds = listed(
            [f"at least {low:g}" if low is not None else "", f"at most {high:g}" if high is not None else ""]
        )
        said = f"{field.label} must be {bounds.removesuffix(' and ').removeprefix(' and ')} now."
        return Change(said, (change(Kind.FIELD, field.id, validation=limits),), focus=focus)
    return None


def _number(text: str | None) -> float | None:
    return float(text.replace(",", ".")) if text else None


def _default(clause: str, situation: Situation) -> Change | None:
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
            from ..likeness import key, likeness

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
