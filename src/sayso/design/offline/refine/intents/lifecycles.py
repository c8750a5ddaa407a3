"""``invoices should have states draft and paid``, ``cancelled at any time``, ``the reason when refused``."""

import re

from sayso.design.offline.fields import read_field
from sayso.design.offline.refine.making import field_of
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.design.types import Decision
from sayso.kit.words import sentence, snake
from sayso.spec.edits import Edit, add, apply
from sayso.spec.model import Entity

from .flowing import full, grow, look_like_states, words_to_states
from .things import is_usual, new_thing

_ONE = r"(?:the |a |an |each |every |all |all the |our )?"
_WITH_STATES = (
    pattern(
        rf"^{_ONE}(?P<owner>[\w' -]+?) (?:(?:should|must|needs? to|has to|have to|can|could|to|also|now) )*"
        r"(?:have|has|need|needs|get|gets|go through|goes through|with) (?:the |these |following |a few |"
        r"\d |two |three |four |five |six )*(?:possible )?{state}\s*[:,-]? ?(?P<states>.+)$"
    ),
    pattern(
        rf"^(?:give|track|add) {_ONE}(?P<owner>[\w' -]+?) (?:the |these |with |through |a "
        rf")*{{state}}\s*[:,-]? "
        r"?(?P<states>.+)$"
    ),
    pattern(
        rf"^(?:{{add}}|the )? ?(?:possible )?{{state}} (?:of|for|to|on) {_ONE}(?P<owner>[\w' -]+?)(?: (?:are|"
        r"should be|is|can be))?\s*[:,-]? (?P<states>.+)$"
    ),
)
_ITEMS = re.compile(r"\s*(?:->|=>|→|,|/|\bthen\b|\bor\b|\band\b|>|;)\s*")
_EVER = pattern(
    rf"^{_ONE}(?P<owner>[\w' -]+?) (?:can|could|may|should be able to|must be able to|might) (?:also )?(?:be|"
    r"become|get) (?:marked (?:as )?|set to )?(?P<state>[\w' -]+?)(?: too| as well)?,? (?:at any (?:time|"
    r"point|stage|moment)|any ?time|from any (?:state|status|stage|step)|from (?:anywhere|everywhere)|at "
    r"every (?:stage|step)|whenever)$"
)
_WANT = (
    r"(?:(?:please|also|then|always|we|i|you|they|want|need|must|should|have|has|would|like|ask|asks|to|"
    r"know|record|enter|note|give|store|there|be|is|with|add|a|an|the|for|fill|in|it|needs|see) )*"
)
_WHEN = (
    pattern(
        rf"^(?:when|if|once|as soon as) {_ONE}(?P<owner>[\w' -]+?) (?:is|was|gets|has been|becomes|are) "
        rf"(?P<state>\w+|(?:in|on|out|not|partly|fully) \w+),? {_WANT}(?P<what>[\w' -]+?)(?: field| column)?$"
    ),
    pattern(
        rf"^{_ONE}(?P<owner>[\w' -]+?),? (?:when|if|once) (?P<state>\w+),? {_WANT}(?P<what>[\w' -]+?)(?: "
        r"field| column)?$"
    ),
)
_OF_STATE = frozenset({"reason", "date", "time", "note", "comment", "cause", "explanation", "remark"})


def live(clause: str, situation: Situation) -> Change | None:
    """The states of a thing, made if it is a usual one; a state from anywhere; a field for a state."""
    return _with_states(clause, situation) or _ever(clause, situation) or _when(clause, situation)


def _with_states(clause: str, situation: Situation) -> Change | None:
    for way in _WITH_STATES:
        match = way.match(clause)
        if match is None:
            continue
        parts = [part.strip(' ."') for part in _ITEMS.split(match["states"]) if part.strip(' ."')]
        if len(parts) == 1:
            parts = words_to_states(parts[0])
        labels = [full(part) for part in parts]
        if len(labels) < 2 or any(len(label.split()) > 3 for label in labels):
            continue
        owner = situation.mentions.entity(match["owner"])
        if owner is not None and look_like_states(labels, owner):
            return grow(owner, labels, [], situation, whole=True)
        if owner is None and is_usual(match["owner"], situation):
            return _new_with(match["owner"], labels, situation, clause)
    return None


def _new_with(what: str, labels: list[str], situation: Situation, clause: str) -> Change | None:
    made = new_thing(what, None, None, clause, situation)
    after = Situation(
        apply(situation.spec, made.edits).spec,
        situation.ids,
        situation.message,
        situation.before,
        made.focus or situation.focus,
    )
    owner = next((e for e in after.spec.entities if made.focus and e.id == made.focus.entity), None)
    if owner is None:
        return None
    grown = grow(owner, labels, [], after, whole=True)
    edits: tuple[Edit, ...] = (*made.edits, *grown.edits)
    return Change(f"{made.said} {grown.said}", edits, decision=Decision.NEW_REQUIREMENT, focus=made.focus)


def _ever(clause: str, situation: Situation) -> Change | None:
    match = _EVER.match(clause)
    owner = situation.mentions.entity(match["owner"]) if match else None
    flow = situation.index.flows.get(owner.name) if owner else None
    if match is None or owner is None or flow is None:
        return None
    leaving = {transition.from_state for transition in flow.transitions}
    sources = [state.name for state in flow.states if state.name in leaving or state.name == flow.initial]
    made = grow(owner, [match["state"]], [s for s in sources if s != snake(match["state"])], situation)
    name = snake(match["state"])
    kept = tuple(
        edit for edit in made.edits if getattr(getattr(edit, "element", None), "from_state", None) != name
    )
    return Change(made.said, kept, focus=made.focus)


def _when(clause: str, situation: Situation) -> Change | None:
    for way in _WHEN:
        match = way.match(clause)
        owner = situation.mentions.entity(match["owner"]) if match else None
        if match is None or owner is None:
            continue
        what = match["what"].strip().lower()
        if (
            len(what.split()) > 3
            or situation.mentions.entity(what)
            or not _is_state(match["state"], owner, situation)
        ):
            continue
        said = f"{match['state']} {what}" if what in _OF_STATE else what
        guess = read_field(said)
        if not guess.name or guess.name == "value" or any(f.name == guess.name for f in owner.fields):
            continue
        help_ = f"For {many(owner)} that are {match['state'].lower()}."
        field = field_of(guess, situation.ids, clause).model_copy(update={"help": help_, "required": False})
        focus = Focus(entity=owner.id, field=field.id)
        when = f"for when they are {match['state'].lower()}"
        told = f"{sentence(many(owner))} now have {field.label.lower()}, {when}."
        return Change(told, (add(field, parent=owner.id),), focus=focus)
    return None


def _is_state(said: str, owner: Entity, situation: Situation) -> bool:
    return situation.mentions.state(said, owner) is not None or look_like_states([said], owner)
