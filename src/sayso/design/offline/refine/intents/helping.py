"""``add a hint to phone: with area code``: words that stand beside a field where it is filled in."""

from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.spec.edits import Kind, change
from sayso.spec.model import Field

_HELP = (
    r"(?:short |little |small |an? )*(?:help(?:er)?(?:[ -]?text)?|hint|note|explanation|tool ?tip|"
    r"description|"
    r"placeholder|instruction|example)(?: text)?"
)
_SAYING = r"(?:\s*[:=]\s*|,? (?:saying|that says|which says|reading|with the text|with|like) )"
_FIELD = r"(?:the |our )*(?P<field>[\w' -]+?)(?: field| box| input)?"
_TEXT = r'"?(?P<text>[^"]+)"?'
_NEXT = r"(?:under|below|beneath|next to|beside|near|above|at|by)"
_WAYS = (
    pattern(
        rf"^(?:{{add}}|put|write|show|give|set) (?:a |an |the )?{_HELP} (?:to|for|on|of|with|{_NEXT}) "
        rf"{_FIELD}"
        rf"{_SAYING}{_TEXT}$"
    ),
    pattern(
        rf"^{_FIELD} (?:should have|must have|needs?|gets?|has) (?:a |an |the )?{_HELP}{_SAYING}{_TEXT}$"
    ),
    pattern(
        rf'^(?:write|put|show|say|add|display) "(?P<text>[^"]+)" (?:as (?:a |an |the )?{_HELP} (?:for|'
        rf"of|to|on|"
        rf"under|below)|{_NEXT}|as {_HELP} {_NEXT}) {_FIELD}$"
    ),
    pattern(rf'^{_FIELD} (?:placeholder|hint|help(?:[ -]?text)?)(?:\s*[:=] ?| (?=")){_TEXT}$'),
)
_LONGEST = 300


def help_with(clause: str, situation: Situation) -> Change | None:
    """The help text of a field that is there."""
    for way in _WAYS:
        match = way.match(clause)
        found = situation.mentions.member(match["field"], least=0.84) if match else None
        if match is None or found is None or not isinstance(found.element, Field):
            continue
        text = match["text"].strip()[:_LONGEST]
        edit = change(Kind.FIELD, found.element.id, help=text[:1].upper() + text[1:])
        focus = Focus(entity=found.entity.id, field=found.element.id)
        said = f"{found.element.label} of {many(found.entity)} is explained with “{text}” now."
        return Change(said, (edit,), focus=focus)
    return None
