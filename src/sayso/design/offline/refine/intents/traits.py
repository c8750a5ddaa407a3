"""``serial no is unique and required``, ``the batch number always has to be filled in``, ``price can't
be negative``."""

import re
from dataclasses import replace
from difflib import get_close_matches

from sayso.design.language.lemmas import readings
from sayso.design.offline.fields import read_field
from sayso.design.offline.refine.making import field_of
from sayso.design.offline.refine.mentions import FoundMember
from sayso.design.offline.refine.screens import main_entity
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.design.types import Question
from sayso.kit.words import listed
from sayso.spec.edits import Edit, Kind, add, apply, change
from sayso.spec.model import Entity, Field, Flow

from .limits import default, limits

_WHAT = r"(?:the |a |an |each |every |all )?(?P<what>[\w' ,/.-]+?)"
_REQUIRED = (
    pattern(rf"^{_WHAT} (?:is|are) never (?:left )?(?:empty|blank|missing)$"),
    pattern(
        rf"^{_WHAT} (?:(?:always|also|really|now) )*(?:has|have|needs?|must|should|is|are|ought)(?: "
        r"always)?(?: to)?(?: always)?(?: be)?(?: always)? {filled}(?: in| out)?(?: (?:always|every "
        r"time|each time|at all times))?$"
    ),
    pattern(
        rf"^{_WHAT} (?:can't|cannot|can not|must not|mustn't|may not|should not|shouldn't|should never|"
        r"must never|can never) (?:be |stay |remain )?(?:left )?(?:empty|blank|missing|left out|null|"
        r"skipped)$"
    ),
    pattern(
        r"^(?:you |they |users? |people |staff |everyone |we )?(?:must|should|have to|has to|need to|"
        r"always have to|always)(?: always)? (?:enter|fill in|fill out|give|provide|specify|type in|"
        r"supply) (?:the |a |an )?(?P<what>.+?)$"
    ),
    pattern(r"^(?:don't|do not|never) (?:allow|accept|let)[\w ]* without (?:a |an |the )?(?P<what>.+?)$"),
    pattern(
        r"^(?:an? |every |each |no )?[\w' -]+? (?:needs?|must have|has to have|without) (?:a |an "
        r")(?P<what>[\w ]+?),? (?:always|no exceptions|without exception)$"
    ),
)
_OPTIONAL = (
    pattern(
        rf"^{_WHAT} (?:doesn't|does not|don't|do not|needn't|need not)(?: always)?(?: have| need)?(?: "
        r"to)?(?: always)? be (?:{filled}|{required})(?: in| out)?$"
    ),
    pattern(
        rf"^{_WHAT} (?:can|may|should be allowed to|could) (?:be |stay )?(?:left )?(?:empty|blank|missing|"
        r"left out)$"
    ),
)
_TRAIT = pattern(
    r"^(?:(?:make|set|mark|turn) )?(?:the |a |an |each |every |all )?(?P<what>[\w' ,/.-]+?) (?:fields? "
    r")?(?:(?P<neg>(?:is|are|does|do)(?:n't| not)(?: need to be| have to be)?|shouldn't be|should not be|"
    r"need not be|needn't be) |(?:is|are|be|as|should be|must be|needs to be|has to be|have to be|should "
    r"become|become|should also be|must also be|to be) )?"
    r"(?P<traits>(?:(?:always |also |both |and |now |,|no longer |not )*(?:{required}|{unique}|{optional}|"
    r"searchable)(?:\s*,\s*(?:but\s+)?|\s+and\s+|\s+but\s+|\s*&\s*)?)+)(?: fields?)?$"
)
_TWICE = pattern(
    r"^(?:no two|two) (?P<owner>[\w' -]+?) (?:can|may|should|must|with|have|having)?(?: not|n't| never|"
    r"'t)?(?: ever)? ?(?:have |share |having )?(?:the )?same (?P<what>[\w' -]+?)$"
)
_ONCE = pattern(
    r"^(?:every|each|the|an?)? ?(?P<what>[\w' -]+?) (?:may|can|should|must) (?:only )?(?:be used|appear|"
    r"exist|occur|be taken)?(?: only)? once$"
)
_PART = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+)(?:the\s+)?", re.IGNORECASE)


_OTHER = re.compile(
    r"^(?P<first>.+? (?:is|are)(?P<neg>n't| not)? (?P<trait>\w+)),? (?:but|and) (?P<other>[\w' -]+?) "
    r"(?P<verb>is|are)(?P<neg2>n't| not)?$",
    re.IGNORECASE,
)


_BOTH = re.compile(
    r"^(?P<what>[\w' -]+?) (?P<first>(?:has|have|must|should|needs?|can|may|is|are|can't|cannot)\b.+?),? "
    r"(?:and|but) (?:(?:it|they) )?(?P<second>(?:has|have|must|should|needs?|can|may|is|are|can't|cannot|"
    r"there|no two)\b.+)$",
    re.IGNORECASE,
)
_EACH_ITS_OWN = pattern(
    r"^(?:make )?(?:the )?(?P<a>[\w' -]+?)(?: is| are)? (?P<x>{required}|{unique}|{optional}),? (?:and |"
    r"but )?(?:the )?"
    r"(?P<b>(?!(?:and|but|also|not|always|both)\b)[\w' -]+?)(?: is| are)? (?P<y>{required}|{unique}|"
    r"{optional})$"
)
_SAME = re.compile(
    r"^(?:there )?(?:(?:can't|cannot|must not|may not|mustn't|should not|shouldn't|never) (?:ever )?"
    r"(?:be|exist|repeat|occur) ?(?:two(?: (?:of )?the same| alike| equal)?|twice|double|duplicates?|"
    r"duplicated|any duplicates|more than once)?|(?:are )?no (?:duplicates|two alike|two the same)"
    r"(?: allowed)?|no two (?:are |may be |can be )?(?:the same|alike|equal))$",
    re.IGNORECASE,
)


def set_traits(clause: str, situation: Situation) -> Change | None:
    """Required, optional, unique, a default or limits for fields that are there."""
    pair = _pair(clause, situation)
    if pair is not None:
        return pair
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
        return _traits(match["what"], match["traits"].lower(), situation, denied=bool(match["neg"]))
    return limits(clause, situation) or default(clause, situation)


def _pair(clause: str, situation: Situation) -> Change | None:
    """Two fields with a trait each, or one field with two."""
    if match := _OTHER.match(clause):
        first = set_traits(match["first"], situation)
        near = replace(situation, focus=first.focus) if first and first.focus else situation
        second = set_traits(f"{match['other']} {match['verb']}{match['neg2'] or ''} {match['trait']}", near)
        if first and second:
            return Change(f"{first.said} {second.said}", (*first.edits, *second.edits), focus=second.focus)
    if match := _EACH_ITS_OWN.match(clause):
        told = [
            set_traits(f"make {match[what]} {match[how]}", situation)
            for what, how in (("a", "x"), ("b", "y"))
        ]
        if told[0] and told[1]:
            said, edits = f"{told[0].said} {told[1].said}", (*told[0].edits, *told[1].edits)
            return Change(said, edits, focus=told[1].focus)
    if match := _BOTH.match(clause):
        both = _both(match["what"], match["first"], match["second"], situation)
        if both is not None:
            return both
    return None


def _both(what: str, first: str, second: str, situation: Situation) -> Change | None:
    """``X has to be there and can only exist once``: two traits of one field."""
    one = set_traits(f"{what} {first}", situation)
    if one is None or not one.focus:
        return None
    near = replace(situation, spec=apply(situation.spec, one.edits).spec, focus=one.focus)
    if _SAME.match(second):
        other = _set("it" if one.focus.field else what, near, "unique", unique=True)
    else:
        other = set_traits(f"{'it' if one.focus.field else what} {second}", near)
    if other is None:
        return None
    return Change(f"{one.said} {other.said}", (*one.edits, *other.edits), focus=one.focus)


def _traits(what: str, traits: str, situation: Situation, *, denied: bool = False) -> Change | None:
    values: dict[str, bool] = {}
    said = []
    if denied:
        values = {
            name: False
            for name, words in (("required", "{required}"), ("unique", "{unique}"))
            if pattern(rf"\b{words}\b").search(traits)
        }
        return _set(what, situation, f"no longer {listed(list(values))}", **values)
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
    names = _PART.split(what)
    parts = _together(names, situation) or [situation.mentions.member(part) for part in names]
    if len(parts) > 1 and all(parts) and (whole is None or whole.score < 0.97):
        return [part for part in parts if part is not None]
    return [whole] if whole is not None else []


def _together(names: list[str], situation: Situation) -> list[FoundMember | None]:
    """The fields of one thing that has them all, rather than each of another."""
    for entity in situation.spec.entities:
        found = [situation.mentions.member(name, entity, 0.84) for name in names]
        if all(found):
            return [*found]
    return []


def _misspelt(name: str, owner: Entity) -> Field | None:
    """The field whose name differs by a slip of the fingers: ``bithdate`` for the birth date."""
    bare = {field.name.replace("_", ""): field for field in owner.fields if len(field.name) > 5}
    close = get_close_matches(name.replace("_", ""), list(bare), n=1, cutoff=0.88)
    return bare[close[0]] if close else None


def _set(what: str, situation: Situation, said: str, **values: bool) -> Change | None:
    found = fields_named(what, situation)
    edits: list[Edit] = []
    for one in found:
        if isinstance(one.element, Field):
            edits.append(change(Kind.FIELD, one.element.id, **values))
        elif not isinstance(one.element, Flow) and hasattr(one.element, "required") and "required" in values:
            edits.append(change(Kind.RELATIONSHIP, one.element.id, required=values["required"]))
    if not edits:
        return None if found else _created(what, situation, said, **values)
    names = listed([one.name.replace("_", " ") for one in found])
    verb = "is" if len(found) == 1 else "are"
    focus = Focus(entity=found[-1].entity.id, field=found[-1].element.id)
    return Change(
        f"{names.capitalize()} of {many(found[0].entity)} {verb} {said} now.", tuple(edits), focus=focus
    )


def _created(what: str, situation: Situation, said: str, **values: bool) -> Change | None:
    """A field that is spoken of as if it were there: it is added, and whether that was right is asked."""
    found = situation.mentions.entities_in(what)
    owner = found[0].entity if found else main_entity(situation)
    rest = (
        re.sub(r"^'s?\s|^\s+", "", what[: found[0].start] + what[found[0].end :]).strip() if found else what
    )
    words = rest.lower().split()
    if (
        owner is None
        or not 0 < len(words) <= 3
        or set(words) & _NO_NAMES
        or not values.get("required", values.get("unique"))
    ):
        return None
    guess = read_field(rest)
    there = next((f for f in owner.fields if f.name in {guess.name, guess.name.removesuffix("number")}), None)
    there = there or _misspelt(guess.name, owner)
    if there is not None:
        focus = Focus(entity=owner.id, field=there.id)
        told = f"{there.label} of {many(owner)} is {said} now."
        return Change(told, (change(Kind.FIELD, there.id, **values),), focus=focus)
    if not (guess.known or "NOUN" in readings(words[-1]) or not readings(words[-1])):
        return None
    field = field_of(guess, situation.ids, situation.message).model_copy(update=values)
    others = [other.display_name for other in situation.spec.entities if other.id != owner.id]
    question = Question(
        f"Does {field.label.lower()} belong to {many(owner)}?", (owner.display_name, *others[:3])
    )
    told = f"There was no {field.label.lower()} yet, so I added it to {many(owner)}; it is {said}."
    focus = Focus(entity=owner.id, field=field.id)
    return Change(told, (add(field, parent=owner.id),), questions=(question,), focus=focus)


_NO_NAMES = frozenset(
    [
        "it",
        "that",
        "this",
        "they",
        "nothing",
        "everything",
        "all",
        "something",
        "login",
        "log-in",
        "app",
        "page",
        "we",
        "you",
        "i",
        "not",
    ]
)
