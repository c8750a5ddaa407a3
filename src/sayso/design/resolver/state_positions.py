"""``after edited comes scheduled``, ``on hold between planned and done``, ``from new not straight to
done``: where a state stands among the others."""

import re
from itertools import pairwise

from sayso.design.name_lookup.likeness import key, likeness
from sayso.design.name_lookup.situation import Situation
from sayso.design.resolver.transitions import breaks_off, transition
from sayso.kit.words import sentence, snake
from sayso.spec.edits import Edit, Kind, Remove, add, change
from sayso.spec.model import Entity, Flow, State

_SURE = 0.9


def _state(flow: Flow, said: str) -> State | None:
    fitting = [
        (max(likeness(key(said), key(s.name)), likeness(key(said), key(s.label))), s) for s in flow.states
    ]
    best = max(fitting, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _SURE else None


def insert_states(
    flow: Flow, before: list[str], labels: list[str], after: str | None, situation: Situation
) -> tuple[Edit, ...]:
    """New states of a flow, with the moves into them from ``before`` and out of them to ``after``."""
    owner = situation.index.entities[flow.entity]
    states = [*(_known_or_new(flow, label, situation) for label in (*before, *labels))]
    target = _state(flow, after) if after else None
    if after and target is None:
        target = _known_or_new(flow, after, situation)
    fresh = [s for s in [*states, *([target] if target else [])] if s not in flow.states]
    if any(not _can_be(s.label, owner, situation) for s in fresh) or len(fresh) == len(states) + bool(target):
        return ()
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
    if not fresh and not moves:
        return ()
    edits: list[Edit] = [add(s, parent=flow.id) for s in fresh]
    edits += [
        Remove(kind=Kind.TRANSITION, target=t.id) for t in gone if (t.from_state, t.to_state) not in moves
    ]
    edits += [add(transition(a, b, situation), parent=flow.id) for a, b in moves]
    if target is not None and not before and not into and flow.initial == target.name:
        edits.append(change(Kind.FLOW, flow.id, initial=row[0]))
    return tuple(edits)


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
