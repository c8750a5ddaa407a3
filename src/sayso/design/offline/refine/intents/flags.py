"""``a tree can be felled, just a flag``, ``tick whether a room is out of order``: yes or no."""

from sayso.design.offline.refine.likeness import key, likeness
from sayso.design.offline.refine.screens import main_entity
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import sentence, snake
from sayso.spec.edits import Retype, add
from sayso.spec.model import Field, FieldType

_ONE = r"(?:the |a |an |each |every |any |some |our )?"
_FLAG = (
    r"(?:check ?box|tick ?box|tick it|tick that|tick|flag|yes/no|yes or no|yes-no|"
    r"toggle|boolean|on/off|switch|yes/no field)"
)
_WAYS = (
    pattern(
        rf"^{_ONE}(?P<owner>[\w' -]+?) (?:can|could|may|might|is|are) (?:also )?(?:sometimes )?(?:be |get )?"
        r"(?P<what>[\w' -]+?)\s*[,:;(-]*\s*(?:but |as |with )?(?:that's |that is |it's |is )?(?:just |only |"
        rf"simply )*(?:an? |as an? )?(?:simple )?{_FLAG}\)?(?: (?:will do|is enough|is fine|for "
        rf"that|field))?$"
    ),
    pattern(
        rf"^(?:(?:{{add}}|just|only|simply) )*(?:an? )?(?:simple )?{_FLAG} (?:for )?(?:whether|if|that says "
        rf"if|saying if|telling if) {_ONE}(?P<owner>[\w-]+) (?:is|was|has been|were|are) (?P<what>[\w' -]+)$"
    ),
    pattern(
        rf"^(?:mark|flag|tick|note|show|see) (?:when|if|whether) {_ONE}(?P<owner>[\w-]+) (?:is|was|has been|"
        r"were|are) (?P<what>[\w' -]+)$"
    ),
)
_PRONOUNS = frozenset({"it", "they", "that", "this", "one"})


def add_flag(clause: str, situation: Situation) -> Change | None:
    """A field that is yes or no, named by what is said of the thing."""
    for way in _WAYS:
        match = way.match(clause)
        if match is None:
            continue
        owner = situation.mentions.entity(match["owner"])
        if owner is None and match["owner"].lower() in _PRONOUNS:
            near = (e for e in situation.spec.entities if e.id == situation.focus.entity)
            owner = next(near, None) or main_entity(situation)
        what = match["what"].removeprefix("be ").strip()
        name = snake(what)[:48].strip("_")
        if owner is None or not name or len(what.split()) > 4 or situation.mentions.entity(what):
            continue
        there = next((f for f in owner.fields if likeness(key(f.name), key(name)) >= 0.93), None)
        if there is not None:
            focus = Focus(entity=owner.id, field=there.id)
            if there.type is FieldType.BOOLEAN:
                return Change(f"{there.label} is yes or no already.", focus=focus)
            edit = Retype(target=there.id, type=FieldType.BOOLEAN)
            return Change(f"{there.label} of {many(owner)} is yes or no now.", (edit,), focus=focus)
        field = Field(
            id=situation.ids.new("fld"), source=clause, name=name, label=sentence(name),
            type=FieldType.BOOLEAN,
        )  # fmt: skip
        said = f"{sentence(many(owner))} can be marked as {what.lower()} now."
        focus = Focus(entity=owner.id, field=field.id)
        return Change(said, (add(field, parent=owner.id),), focus=focus)
    return None
