"""Who may bring a record into a state: ``only vets may mark a visit as done``."""

from sayso.design.language.lemmas import verb_lemma
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import listed
from sayso.spec.edits import Kind, change
from sayso.spec.model import Entity, Flow, Role, State

_MAY = (
    r"(?:can|may|should|must|is allowed to|are allowed to|should be able to|may be able to|gets? to|"
    r"should be allowed to|is able to)"
)
_WHO = rf"^(?:only|just|nobody but|no one but|nobody except|no one except) (?P<who>[\w' ,-]+?) {_MAY}"
_TO_STATE = (
    pattern(
        rf"{_WHO} (?:mark|set|move|put|switch|change|turn|bring|take) (?:an? |the |all )?"
        r"(?P<owner>[\w' -]+?) "
        r"(?:as|to|into|on)(?: being)? (?:the )?\"?(?P<state>[\w' -]+?)\"?(?: {state})?$"
    ),
    pattern(
        r"^(?:an? |the |all )?(?P<owner>[\w' -]+?) (?:can|may|should|must) only (?:ever )?be "
        r"(?:marked|set|moved|put|switched|changed) (?:as|to|into|on) "
        r"\"?(?P<state>[\w' -]+?)\"? by (?P<who>[\w' ,-]+)$"
    ),
)
_VERB = (
    pattern(rf"{_WHO} (?P<verb>[\w-]+) (?:an? |the |all )?(?P<owner>[\w' -]+?)$"),
    pattern(
        r"^(?:an? |the |all )?(?P<owner>[\w' -]+?) (?:can|may|should|must) only (?:ever )?be "
        r"(?P<verb>[\w-]+) by (?P<who>[\w' ,-]+)$"
    ),
    pattern(r"^(?P<owner>[\w' -]+?) (?:are|is|get|gets) (?P<verb>[\w-]+) only by (?P<who>[\w' ,-]+)$"),
)


def reserve_moves(clause: str, situation: Situation) -> Change | None:
    """The moves into a state are left to some roles; others may still change the record."""
    for way in _TO_STATE:
        if match := way.match(clause):
            entity = situation.mentions.entity(match["owner"])
            found = situation.mentions.state(match["state"], entity) if entity else None
            if entity is not None and found is not None:
                return _reserved(entity, found, match["who"], situation)
    for way in _VERB:
        if match := way.match(clause):
            entity = situation.mentions.entity(match["owner"])
            found = _done(match["verb"], entity, situation) if entity else None
            if entity is not None and found is not None:
                return _reserved(entity, found, match["who"], situation)
    return None


def _done(verb: str, entity: Entity, situation: Situation) -> tuple[Flow, State] | None:
    """The state that a verb leads to: *approve* leads to approved."""
    lemma = verb_lemma(verb.lower())
    for flow in situation.spec.flows:
        if flow.entity == entity.name:
            for state in flow.states:
                if state.name == verb.lower() or verb_lemma(state.name) == lemma != state.name:
                    return flow, state
    return None


def _reserved(entity: Entity, found: tuple[Flow, State], who: str, situation: Situation) -> Change | None:
    flow, state = found
    roles: list[Role] = [role for role, _, _ in situation.mentions.roles_in(who)]
    moves = [t for t in flow.transitions if t.to_state == state.name]
    if not roles or not moves:
        return None
    names = tuple(dict.fromkeys(role.name for role in roles))
    told = listed([role.label.lower() for role in roles])
    focus = Focus(entity=entity.id)
    if all(set(move.roles) == set(names) for move in moves):
        return Change(f"Only {told} may set {many(entity)} to {state.label.lower()} already.", focus=focus)
    edits = tuple(change(Kind.TRANSITION, move.id, roles=names) for move in moves)
    return Change(f"Only {told} may set {many(entity)} to {state.label.lower()} now.", edits, focus=focus)
