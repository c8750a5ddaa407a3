"""Things that are spoken of as if they were there: ``add a photo to damages``, ``instruments are
missing: …``, ``suppliers should be a list of their own with name and phone``."""

import re

from sayso.design.offline.fields import read_field_list
from sayso.design.offline.refine.likeness import key, likeness
from sayso.design.offline.refine.making import field_of
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.design.types import Decision
from sayso.kit.words import listed, sentence, singular
from sayso.spec.edits import Add, Edit, add, apply
from sayso.spec.model import Entity

from .links import link
from .things import add_thing, is_usual, new_thing

_ONE = r"(?:the |a |an |each |every |all |all the |our )?"
_TO = pattern(
    r"^(?:{add}) (?P<what>[\w' ,/-]+?) (?:to|for|on|onto) (?:the |each |every |all |our )*(?P<where>[\w'-]+"
    r"(?: [\w'-]+)?)$"
)
_MISSING = pattern(
    rf"^{_ONE}(?P<what>[\w' -]+?) (?:is|are) (?:still |completely )?missing(?: here| completely| "
    rf"entirely)?(?:(?:"
    r"\s*[:,-]+\s*|,? with |,? they (?:have|need) )(?P<fields>.+))?$"
)
_OWN = pattern(
    r"^(?P<own>.+? (?:{separate}|own|list|table|{thing} of (?:its|their) own)),? (?:with|having|:|that has|"
    r"which has|storing) (?:(?:a|an|the|their|its) )*(?P<fields>.+)$"
)
_OWNED = pattern(
    rf"^{_ONE}(?P<what>[\w' -]+?) (?:should|must|need to|needs to|has to|have to|ought to|could) (?:really )?"
    r"(?:be|become|get|have) (?:an? |their |its )*(?:{separate} )?(?:{thing})(?: of (?:its|their) own)?$"
)
_PART_OF = pattern(
    r"^(?:the |our )?(?P<what>[\w'-]+) (?:of|for|per) (?:the |each |every |all |an? |our "
    r")*(?P<owner>[\w-]+)\s*"
    r"(?::|,? with) (?P<fields>.+)$"
)
_WHICH = re.compile(
    r"(?:,|\band\b)?\s*(?:in |at |on |to |for |by )?(?:which|what) (?P<parent>[\w-]+)(?: [\w ]+)?$",
    re.IGNORECASE,
)
_PAGE = pattern(
    r"^(?:{add}|make|set up) (?:a |an |another |one )?(?:new |extra |separate )?(?:page|section|screen|tab|"
    r"area|menu item|place) (?:for|with|about|of|{called}) (?:the |our |all |all the )?(?P<what>[\w'-]+(?: "
    r"[\w'-]+)?)$"
)


def welcome(clause: str, situation: Situation) -> Change | None:
    """A usual kind of record that nobody spoke of before is made, with what is said of it."""
    if match := _PAGE.match(clause):
        if situation.mentions.entity(match["what"]) is None and is_usual(match["what"], situation):
            return new_thing(match["what"], None, None, clause, situation)
        return None
    if match := _MISSING.match(clause):
        if situation.mentions.entity(match["what"]) is None and is_usual(match["what"], situation):
            return new_thing(match["what"], None, *_without_which(match["fields"] or ""), situation)
        return None
    if match := _OWN.match(clause):
        made = _own(match["own"], match["fields"], situation, clause)
        if made is not None:
            return made
    return _part(clause, situation) or _added_to(clause, situation)


def _part(clause: str, situation: Situation) -> Change | None:
    """``parents of students: name, phone``."""
    match = _PART_OF.match(clause)
    if match is None:
        return None
    owner = situation.mentions.entity(match["owner"])
    plain = match["what"].lower() != singular(match["what"].lower())
    known = situation.mentions.entity(match["what"]) or situation.mentions.member(match["what"], owner)
    if owner and plain and known is None and is_usual(match["what"], situation):
        return new_thing(match["what"], owner, match["fields"], clause, situation)
    return None


def _added_to(clause: str, situation: Situation) -> Change | None:
    """``add a photo to damages``, which are not kept yet."""
    match = _TO.match(clause)
    if match is None or situation.mentions.role(match["where"]) or situation.mentions.page(match["where"]):
        return None
    where = match["where"]
    if any(situation.mentions.entities_in(where)) or situation.mentions.member(where, least=0.85):
        return None
    if not is_usual(where, situation) or situation.mentions.entity(match["what"]):
        return None
    return new_thing(where, None, match["what"], clause, situation)


def _without_which(text: str) -> tuple[str, str]:
    """The plain fields, and the words that say what a new thing belongs to."""
    match = _WHICH.search(text)
    return (text[: match.start()], text[match.start() :]) if match else (text, text)


def _own(own: str, fields: str, situation: Situation, source: str) -> Change | None:
    """A list of its own, made of a field or of nothing, then its fields."""
    match = _OWNED.match(own)
    there = situation.mentions.entity(match["what"]) if match else None
    edits: tuple[Edit, ...] = ()
    said, fresh = "", there is None
    if there is None:
        made = link(f"{match['what']} should be separate" if match else own, situation)
        if made is None or not made.edits or made.focus is None:
            if match is None or not is_usual(match["what"], situation):
                return None
            return add_thing(f"track {match['what']} with {fields}", situation)
        edits, said = made.edits, made.said
        spec = apply(situation.spec, edits).spec
        known = {entity.id for entity in situation.spec.entities}
        there = next((entity for entity in spec.entities if entity.id not in known), None)
        if there is None:
            return None
    more = _more(there, fields, situation, source)
    if not (edits or more):
        return Change(f"{sentence(many(there))} are a list of their own already, with all of that.")
    names = listed([getattr(edit.element, "label", "").lower() for edit in more])
    told = f"{sentence(many(there))} now have {names}." if more else ""
    decision = Decision.NEW_REQUIREMENT if fresh else Decision.REFINEMENT
    return Change(f"{said} {told}".strip(), (*edits, *more), decision=decision, focus=Focus(entity=there.id))


def _more(entity: Entity, fields: str, situation: Situation, source: str) -> list[Add]:
    return [
        add(field_of(guess, situation.ids, source), parent=entity.id)
        for guess in read_field_list(fields)
        if re.match(r"[a-z]", guess.name)
        and not any(likeness(key(guess.name), key(f.name)) >= 0.93 for f in entity.fields)
    ]
