"""Of whom a sentence about access speaks."""

import re

from sayso.design.offline.refine.making import new_role
from sayso.design.offline.refine.types import Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import singular
from sayso.spec.model import Role

_MODAL = (
    r"(?:can|could|may|might|should|must|shall|will|are|is|have|has|need|needs|only|just|do|does|get|gets|see|"
    r"sees|cannot|no|never|not|deals?|works?|handles?|manages?)"
)


_FORBID = pattern(
    r"^(?:don't let|do not let|never let|forbid|stop|prevent|keep|block|hide (?P<hidden>.+?) from) "
    r"(?P<rest>.*)$"
)


_NEW_ROLE = pattern(
    r"^(?:the |our |an? |all )?(?P<role>[a-z][\w'-]*(?: [a-z][\w'-]*)?) (?:(?:should|must|can|may|will)(?: "
    r"not|n't)?(?: only)? (?:be able to |be allowed to |only )?(?:see|view|read|edit|change|create|add|"
    r"delete|manage|do|access|enter|approve)|only deals? with|only works? (?:with|on)|(?:is|are) (?:only "
    r")?(?:allowed|able) to|cannot (?:see|edit|delete|change))\b"
)


def who(clause: str, situation: Situation) -> str:
    """``they may create stops``: those who were spoken of in the sentence before."""
    match = re.match(r"(?:and |but |also )*(?:they|he|she)\b(?: also\b)?", clause, re.IGNORECASE)
    named = situation.mentions.roles_in(situation.before) if match else []
    return f"{named[-1][0].label}{clause[match.end() :]}" if match and named else clause


def subject(clause: str, situation: Situation) -> tuple[str | None, Role | None, bool]:
    """What is said of which role, and whether the role is new."""
    forbidden = _FORBID.match(clause)
    if forbidden is not None:
        text = forbidden["rest"]
        found = situation.mentions.roles_in(text)
        if found:
            role, _, end = found[0]
            rest = forbidden["hidden"] or re.sub(r"^\s*(?:from|to)\s+", "", text[end:])
            return f"not see {rest}" if forbidden["hidden"] else f"not {rest}", role, False
    found = situation.mentions.roles_in(clause)
    for role, start, end in found:
        before, after = clause[:start].strip(), clause[end:].strip()
        opening = re.fullmatch(
            r"(?:(?:the|our|my|an?|all|let|allow|each|every|also|for|give|and|normal|regular|as) ?)*",
            before,
            re.IGNORECASE,
        )
        if (
            opening is not None
            and re.match(rf"(?:also |still |really )*{_MODAL}\b|to\b|\w+n't\b|see\b", after, re.IGNORECASE)
        ) or (opening and re.match(r"(?:let|allow|give)\b", before, re.IGNORECASE)):
            return after, role, False
    if found:
        return None, None, False
    new = _NEW_ROLE.match(clause)
    if new is None:
        return None, None, False
    name = new["role"].strip()
    if (
        situation.mentions.entity(name)
        or situation.mentions.member(name, least=0.85)
        or name.lower()
        in {
            "it",
            "that",
            "this",
            "they",
            "we",
            "i",
            "you",
            "she",
            "he",
            "users",
            "everyone",
            "everybody",
            "people",
            "nobody",
        }
    ):
        entity = situation.mentions.entity(name)
        from sayso.design.knowledge.known import is_person_word

        if entity is None or not is_person_word(entity.name):
            return None, None, False
        name = entity.name
    return clause[new.end("role") :], new_role(situation, singular(name.lower()), clause), True
