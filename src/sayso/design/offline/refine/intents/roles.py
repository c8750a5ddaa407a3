"""``add a role bookkeeper``, ``drivers should be able to log in too``."""

import re

from sayso.design.offline.refine.making import new_role
from sayso.design.offline.refine.types import Change, Situation
from sayso.design.offline.refine.words import pattern
from sayso.design.types import Decision
from sayso.spec.edits import Edit, add
from sayso.spec.model import Action, PermissionRule

_ROLE = (
    pattern(
        r"^(?:{add}|(?:we|i) (?:also )?(?:need|want|have)|there is|there's|there should be|introduce) (?:a "
        r"|an |another |the )?(?:new |extra |separate )?(?:user )?role,? (?:{called} |for (?:the |our |an? "
        r")?|: ?|of )?\"?(?P<role>[\w' -]+?)\"?(?:,? (?:who|that|which|with|:|and they|they) "
        r"(?P<rest>.+))?$"
    ),
    pattern(
        r"^(?:{add}|(?:we|i) (?:also )?(?:need|want)) (?:a |an |another |the )?(?P<role>[\w'-]+(?: "
        r"[\w'-]+)?) (?:as a |as |user )role(?:,? (?:who|that|which|with|:|and they|they) (?P<rest>.+))?$"
    ),
    pattern(
        r"^(?:{add}|(?:we|i) (?:also )?(?:need|want)) (?:an? |another )?(?:new |extra |separate )?"
        r"(?P<role>[\w'-]+(?: [\w'-]+)?) role(?:,? (?:who|that|which|with|:|and they|they) (?P<rest>.+))?$"
    ),
    pattern(
        r"^(?:the |our |a )?(?P<role>[\w'-]+(?: [\w'-]+)?) (?:also )?needs? (?:to have )?(?:an |a "
        r"|their own )?"
        r"(?:access|account|login|log-in)(?: too| as well)?(?:[,;.]? (?:and |but )?(?:they|who) "
        r"(?P<rest>.+))?$"
    ),
    pattern(
        r"^(?:the |our |a )?(?P<role>[\w'-]+(?: [\w'-]+)?) should (?:also )?(?:have|get|be) (?:a |an |its |"
        r"their )?(?:own )?(?:login|log-in|access|account|role|a role|user account|to log in)(?: (?:too|as "
        r"well))?$"
    ),
    pattern(
        r"^(?:the |our |a )?(?P<role>[\w'-]+(?: [\w'-]+)?) (?:should|must|need to|needs to|also need to) "
        r"(?:also )?(?:be able to |be allowed to )?(?:log in|login|sign in)(?: (?:too|as well))?"
        r"(?:[,;]? (?:and |but )?(?:they|who) (?P<rest>.+))?$"
    ),
)


def add_role(clause: str, situation: Situation) -> Change | None:
    """A role nobody had yet; what it may do can follow."""
    for way in _ROLE:
        match = way.match(clause)
        if match is None:
            continue
        if situation.mentions.role(match["role"]) is not None:
            continue
        role = new_role(situation, match["role"].strip().lower(), clause)
        if not role.name:
            continue
        rest = match.groupdict().get("rest")
        told = _permitted(role.name, rest, situation) if rest else None
        if told is not None:
            return told
        edits: list[Edit] = [add(role)]
        edits += [
            add(
                PermissionRule(
                    id=situation.ids.new("prm"), role=role.name, entity=e.name, actions=(Action.READ,)
                )
            )
            for e in situation.spec.entities
        ]
        said = (
            f"There is a role {role.label.lower()} now. It may read everything; tell me what else it may "
            "do, or what it may not see."
        )
        return Change(said, tuple(edits), decision=Decision.NEW_REQUIREMENT)
    return None


def _permitted(role: str, rest: str, situation: Situation) -> Change | None:
    from .access import permit

    rest = re.sub(r"^(?:can|may|should|is|are)\b", lambda m: m.group(), rest)
    return permit(f"{role.replace('_', ' ')} {rest}", situation)
