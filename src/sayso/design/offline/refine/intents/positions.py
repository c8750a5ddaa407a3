"""``after edited comes scheduled``, ``on hold between planned and done``, ``from new not straight to
done``: where a state stands among the others."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sayso.design.offline.refine.likeness import key, likeness
from sayso.design.offline.refine.screens import main_entity
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import listed, sentence, snake
from sayso.spec.edits import Edit, Kind, Remove, add
from sayso.spec.model import Entity, Flow, State

from .flowing import breaks_off, grow, look_like_states, transition

_STATE = r"(?:(?:an? |the |one |another )?(?:new |extra |further |separate )?{state}(?: {called}|:|,)? )?"
_NEW = _STATE + r'(?:an? |the )?"?(?P<new>[\w][\w /-]*?)"?(?: {state})?'
_COMES = (
    r"(?:there (?:is|should be|must be|needs to be|could be)|there's|comes?|we (?:have|need|want|say)|goes|"
    r"should come|is|add|put|insert|should be|must come|would come|i want|i need|follows)"
)
_A, _B = (rf'(?:it is |it\'s |being )?"?(?P<{name}>[\w][\w /-]*?)"?' for name in ("a", "b"))
_OWNER = r"(?:(?:for|on|in|with) (?:the |all |every )?(?P<owner>[\w' -]+?),? )?"
_FOR = r"(?: (?:for|of|on|in) (?:the |all |every )?(?P<of>[\w' -]+?))?"
_BETWEEN = (
    pattern(rf"^{_OWNER}between {_A} and {_B},? (?:{_COMES} )?(?:also )?{_NEW}$"),
    pattern(
        rf"^{_OWNER}(?:(?:{{add}}|{_COMES}) )?{_NEW}(?: (?:should |must )?(?:comes?|goes?|go|is|be|sits?))? "
        rf"between {_A} and {_B}{_FOR}$"
    ),
)
_AFTER = (
    pattern(
        rf"^{_OWNER}(?:right |straight )?after {_A},? (?:{_COMES} )(?:also )?(?:first )?{_NEW}"
        r"(?P<then>(?:,? (?:and )?(?:then|->|followed by|and after that|after that) (?:comes )?\"?"
        r"[\w][\w ]*?\"?)*)$"
    ),
    pattern(
        rf"^{_OWNER}(?:(?:{{add}}|{_COMES}) )?{_NEW}(?: (?:should |must )?(?:comes?|goes?|go))? "
        rf"(?:right |straight )?after {_A}{_FOR}$"
    ),
)
_BEFORE = (
    pattern(rf"^{_OWNER}(?:right |straight )?before {_A},? (?:{_COMES} )(?:also )?(?:first )?{_NEW}$"),
    pattern(
        rf"^{_OWNER}(?:(?:{{add}}|{_COMES}) )?{_NEW}(?: (?:should |must )?(?:comes?|goes?|go))? "
        rf"(?:right |straight )?before {_A}{_FOR}$"
    ),
)
_THEN = re.compile(r"\s*,?\s*(?:and\s+)?(?:then|->|followed by|and after that|after that)(?:\s+comes)?\s+")
_FORBIDDEN = pattern(
    r"^(?:(?:an?|the|our|no) )?(?P<owner>[\w' -]+?) (?:can't|cannot|can not|must not|mustn't|may not|should "
    r"not|shouldn't|must never|can never|should never|may never) (?:go|move|change|jump|switch|come|return)"
    rf"(?: back| straight| directly)? from {_A} (?:back |straight |directly )?(?:to|into) {_B}$"
)
_FORBIDDEN_FROM = pattern(
    rf"^from {_A},? (?:(?:you|one|it|they|we|people|records?)|(?:an? |the )?(?P<owner>[\w-]+)) "
    r"(?:can't|cannot|can not|"
    r"must not|mustn't|may not|should not|shouldn't|must never|can never) (?:directly |straight )?"
    rf"(?:go|move|change|jump|switch|get)"
    rf"(?: back| straight| directly)? (?:to|into) {_B}(?: directly| straight(?: away)?)?$"
)
_SURE = 0.9


def place_state(clause: str, situation: Situation) -> Change | None:
    """A state before, after or between others; or a move that is no longer possible."""
    if match := _FORBIDDEN.match(clause):
        return _forbidden(match["owner"], match["a"], match["b"], situation)
    if match := _FORBIDDEN_FROM.match(clause):
        named = match["owner"] or next(
            (flow.entity for flow in _holding(match["a"], match["b"], situation)), ""
        )
        return _forbidden(named.replace("_", " "), match["a"], match["b"], situation)
    return next(filter(None, _places(clause, situation)), None)


def _holding(start: str, end: str, situation: Situation) -> list[Flow]:
    """The flows that have both states."""
    return [flow for flow in situation.spec.flows if _state(flow, start) and _state(flow, end)]


def _places(clause: str, situation: Situation) -> Iterator[Change | None]:
    for match in filter(None, (way.match(clause) for way in _BETWEEN)):
        yield _inserted(match.groupdict(), [match["a"]], [match["new"]], match["b"], situation)
    for match in filter(None, (way.match(clause) for way in _AFTER)):
        then = [label.strip(' "') for label in _THEN.split(match.groupdict().get("then") or "")]
        labels = [match["new"], *filter(None, then)]
        yield _inserted(match.groupdict(), [match["a"]], labels, None, situation)
    for match in filter(None, (way.match(clause) for way in _BEFORE)):
        yield _inserted(match.groupdict(), [], [match["new"]], match["a"], situation)


def _state(flow: Flow, said: str) -> State | None:
    fitting = [
        (max(likeness(key(said), key(s.name)), likeness(key(said), key(s.label))), s) for s in flow.states
    ]
    best = max(fitting, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _SURE else None


def _inserted(
    groups: dict[str, str | None],
    before: list[str],
    labels: list[str],
    after: str | None,
    situation: Situation,
) -> Change | None:
    """New states with the moves into them from ``before`` and out of them to ``after``."""
    marks = [*before, *([after] if after else [])]
    named = groups.get("owner") or groups.get("of")
    owner = situation.mentions.entity(named) if named else None
    fitting = [
        flow
        for flow in situation.spec.flows
        if (owner is None or flow.entity == owner.name) and any(_state(flow, mark) for mark in marks)
    ]
    near = next((f for f in fitting if situation.index.entities[f.entity].id == situation.focus.entity), None)
    if not fitting:
        return _from_nothing([*before, *labels, *([after] if after else [])], owner, situation)
    return insert_states(near or fitting[0], before, labels, after, situation)


def _from_nothing(labels: list[str], owner: Entity | None, situation: Situation) -> Change | None:
    """Nothing goes through these states yet: what is spoken of gets them, if they read like states."""
    near = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
    target = owner or near or main_entity(situation)
    if target is None or any(situation.mentions.entity(label) for label in labels):
        return None
    if len(labels) < 2 or not all(look_like_states([label], target) for label in labels):
        return None
    return grow(target, labels, [], situation, whole=True)


def insert_states(
    flow: Flow, before: list[str], labels: list[str], after: str | None, situation: Situation
) -> Change | None:
    """New states of a flow, with the moves into them from ``before`` and out of them to ``after``."""
    owner = situation.index.entities[flow.entity]
    states = [*(_known_or_new(flow, label, situation) for label in (*before, *labels))]
    target = _state(flow, after) if after else None
    if after and target is None:
        target = _known_or_new(flow, after, situation)
    fresh = [s for s in [*states, *([target] if target else [])] if s not in flow.states]
    if any(not _can_be(s.label, owner, situation) for s in fresh) or len(fresh) == len(states) + bool(target):
        return None
    row = [s.name for s in states]
    moves = list(pairwise(row))
    into = [t for t in flow.transitions if target and t.to_state == target.name]
    out = [t for t in flow.transitions if t.from_state == row[0]] if before else []
    gone = []
    if target is not None and before:
        moves.append((row[-1], target.name))
        gone = [t for t in into if t.from_state == row[0]]
    elif target is not None:
        moves += [*((t.from_state, row[0]) for t in into), (row[-1], target.name)]
        gone = into if len(into) == 1 else []
    elif states[-1] in fresh and not breaks_off(states[-1]):
        moves += [(row[-1], t.to_state) for t in out if t.to_state not in row]
        gone = out if len(out) == 1 else []
    known = {(t.from_state, t.to_state) for t in flow.transitions if t not in gone}
    moves = [pair for pair in dict.fromkeys(moves) if pair not in known and pair[0] != pair[1]]
    focus = Focus(entity=owner.id)
    if not fresh and not moves:
        return Change(f"{sentence(many(owner))} go that way already.", focus=focus)
    edits: list[Edit] = [add(s, parent=flow.id) for s in fresh]
    edits += [
        Remove(kind=Kind.TRANSITION, target=t.id) for t in gone if (t.from_state, t.to_state) not in moves
    ]
    edits += [add(transition(a, b, situation), parent=flow.id) for a, b in moves]
    if target is not None and not before and not into and flow.initial == target.name:
        from sayso.spec.edits import change

        edits.append(change(Kind.FLOW, flow.id, initial=row[0]))
    path = " to ".join(name.replace("_", " ") for name in [*row, *([target.name] if target else [])])
    said = (
        f"{sentence(many(owner))} can now be {listed([s.label.lower() for s in fresh], 'or')}; they go "
        f"from {path}."
        if fresh
        else f"{sentence(many(owner))} can go from {path} now."
    )
    return Change(said, tuple(edits), focus=focus)


_ASKED = re.compile(
    r"(?<!-)\b(?:can|cannot|can't|must|mustn't|may|should|shouldn't|be|is|are|move|put|never|have|has)\b",
    re.IGNORECASE,
)


def _can_be(label: str, owner: Entity, situation: Situation) -> bool:
    """Whether words can name a state: no sentence, and no value that a record has."""
    named = situation.mentions.member(label, owner, 0.97)
    known = named is not None and not isinstance(named.element, Flow)
    return bool(snake(label)) and len(label.split()) <= 4 and not known and not _ASKED.search(label)


def _known_or_new(flow: Flow, label: str, situation: Situation) -> State:
    shown = sentence(label.strip(' "'))
    return _state(flow, label) or State(id=situation.ids.new("sta"), name=snake(shown)[:48], label=shown)


def _forbidden(owner: str, start: str, end: str, situation: Situation) -> Change | None:
    entity = situation.mentions.entity(owner)
    flow = situation.index.flows.get(entity.name) if entity else None
    if entity is None or flow is None:
        return None
    source, target = _state(flow, start), _state(flow, end)
    if source is None or target is None:
        return None
    gone = [t for t in flow.transitions if (t.from_state, t.to_state) == (source.name, target.name)]
    focus = Focus(entity=entity.id)
    path = f"from {source.label.lower()} to {target.label.lower()}"
    if not gone:
        return Change(f"{sentence(many(entity))} cannot go {path}; that was so already.", focus=focus)
    edits = tuple(Remove(kind=Kind.TRANSITION, target=t.id) for t in gone)
    return Change(f"{sentence(many(entity))} can no longer go {path}.", edits, focus=focus)
