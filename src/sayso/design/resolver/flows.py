"""Life cycles: new states and where they stand, moves and who may make them."""

import itertools
from collections.abc import Iterable

from sayso.design.name_lookup.likeness import key, likeness
from sayso.design.resolver.transitions import breaks_off, transition
from sayso.kit.words import sentence, snake
from sayso.spec.edits import Edit, Kind, Remove, add, change
from sayso.spec.model import Flow, State

from .elements import entity_in_focus, entity_of
from .work import Work


def state_in(flow: Flow, words: str) -> State | None:
    """The state of a flow that words name for sure."""
    said = key(words)
    rows = [(max(likeness(said, key(one.name)), likeness(said, key(one.label))), one) for one in flow.states]
    best = max(rows, key=lambda row: row[0], default=None)
    return best[1] if best and best[0] >= 0.84 else None


def flow_for(work: Work, things: Iterable[int], states: Iterable[int]) -> Flow | None:
    """The flow that is meant: of the thing that is named, else the only one, or one in view, with them."""
    named = [entity for one in things if (entity := entity_of(work, one)) is not None]
    for entity in named:
        flow = next((one for one in work.spec.flows if one.entity == entity.name), None)
        if flow is not None:
            return flow
    words = [work.text(one) for one in states]
    having = [flow for flow in work.spec.flows if any(state_in(flow, one) for one in words)]
    best = [flow for flow in having if all(state_in(flow, one) for one in words)] or having
    near = entity_in_focus(work)
    return next((one for one in best if near and one.entity == near.name), None) or (
        best[0] if len(best) == 1 else None
    )


def add_states(work: Work, spans: list[int], flow: Flow) -> None:
    """New states of a flow in the order of the text, after those that it has; moves between neighbours.

    What breaks a life off and is named with states that are there is reached from these: *cancelled while
    booked or confirmed*.
    """
    work.use(*spans)
    if not spans:
        return
    row: list[tuple[str, State | None]] = [(work.text(one), state_in(flow, work.text(one))) for one in spans]
    if all(state is not None for _, state in row):
        _add_moves(work, spans[0], flow, [(a[1], b[1]) for a, b in itertools.pairwise(row)])
        return
    edits: list[Edit] = []
    made: list[tuple[State, bool]] = []
    for words, known in row:
        label = sentence(words)
        state = known or State(id=work.ids.new("sta"), name=snake(label)[:48], label=label)
        made.append((state, known is None))
        if known is None:
            edits.append(add(state, parent=flow.id))
    names = [(one.from_state, one.to_state) for one in flow.transitions]
    wanted: list[tuple[str, str]] = []
    for (a, _), (b, _) in itertools.pairwise(made):
        wanted.append((a.name, b.name))
    if len(made) == 1 or made[0][1]:
        first = made[0][0]
        if breaks_off(first) and made[1:] and not any(is_new for _, is_new in made[1:]):
            wanted = [(known.name, first.name) for known, _ in made[1:]]
        elif breaks_off(first):
            last = {b for _, b in names} - {a for a, _ in names}
            wanted += [
                (one.name, first.name)
                for one in flow.states
                if one.name not in last and one.name != first.name
            ]
        else:
            work.fail(
                spans[0],
                f"Which state comes before “{first.label}”?",
                (f"Add the state {first.label} after {one.label}" for one in flow.states),
            )
            return
    edits += [
        add(transition(a, b, work.situation), parent=flow.id)
        for a, b in dict.fromkeys(wanted)
        if (a, b) not in names
    ]
    work.take(edits, spans[0])


def _add_moves(work: Work, at: int, flow: Flow, pairs: list[tuple[State | None, State | None]]) -> None:
    names = {(one.from_state, one.to_state) for one in flow.transitions}
    edits = [
        add(transition(a.name, b.name, work.situation), parent=flow.id)
        for a, b in pairs
        if a is not None and b is not None and (a.name, b.name) not in names
    ]
    if edits:
        work.take(edits, at)
    else:
        work.fail(at, "These states follow each other that way already.")


def remove_state(work: Work, at: int, flow: Flow, state: State) -> None:
    """A state goes, with all moves from and to it."""
    edits: list[Edit] = []
    if flow.initial == state.name:
        following = next((one.name for one in flow.states if one.id != state.id), state.name)
        edits.append(change(Kind.FLOW, flow.id, initial=following))
    work.take([*edits, Remove(kind=Kind.STATE, target=state.id)], at)
