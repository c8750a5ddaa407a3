"""Life cycles: new states and where they stand, moves and who may make them."""

import itertools
import re
from collections.abc import Iterable

from sayso.design.offline.refine.intents.flowing import transition
from sayso.design.offline.refine.likeness import key, likeness
from sayso.kit.words import sentence, snake
from sayso.spec.edits import Edit, Kind, Remove, add, change
from sayso.spec.model import Flow, Role, State, Transition

from .elements import entity_in_focus, entity_of, role_of
from .work import Work

_FROM = re.compile(r"\b(?:from|out of|leaving|after)\s+(?:an? |the )?[\"'“]?$")
_TO = re.compile(r"(?:\b(?:to|into|as|becomes?)\s+(?:an? |the )?|->\s*|→\s*)[\"'“]?$")
_ENDS = frozenset(
    ("cancelled", "canceled", "rejected", "declined", "lost", "closed", "archived", "failed", "refused")
)


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
    """New states of a flow in the order of the text, after those that it has; moves between neighbours."""
    work.use(*spans)
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
        if first.name in _ENDS:
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


def move(work: Work, at: int) -> None:
    """A change of state that somebody may make, or that shall be possible."""
    spans, things = work.under(at, "state"), work.under(at, "thing", "one")
    actors = list(work.under(at, "actor"))
    words = [work.text(one) for one in spans]
    flow = flow_for(work, things, spans)
    if flow is None or not spans:
        work.fail(at)
        return
    found = [state_in(flow, one) for one in words]
    if any(one is None for one in found):
        _new_goal(work, at, flow, spans, found)
        return
    states = [one for one in found if one is not None]
    entity = next(one for one in work.spec.entities if one.name == flow.entity)
    roles = [role for one in actors if (role := role_of(work, one)) is not None]
    if len(roles) < len(actors):
        missing = next(one for one in actors if role_of(work, one) is None)
        work.fail(missing, f"There is no role “{work.text(missing)}”.")
        return
    pairs = _pairs(flow, states, spans, work)
    if not pairs:
        work.fail(at)
        return
    _allow(work, at, flow, pairs, roles)
    onlys = [one for actor in (at, *actors) for one in work.under(actor, "only")]
    work.use(at, *spans, *actors, *onlys, *(one for one in things if entity_of(work, one) is not None))
    work.turn_to(entity)


def _pairs(flow: Flow, states: list[State], spans: list[int], work: Work) -> list[tuple[str, str]]:
    """Which moves are meant: from those before to the last state; into a single state, those that there are.

    The word in front of a state says more than its place: what stands after *from* is where the move begins.
    """
    origins = [state for state, at in zip(states, spans, strict=True) if _FROM.search(_before(work, at))]
    goals = [state for state, at in zip(states, spans, strict=True) if _TO.search(_before(work, at))]
    if origins and len(origins) < len(states):
        goals = [state for state in states if state not in origins]
    elif goals and len(goals) < len(states):
        origins = [state for state in states if state not in goals]
    else:
        origins, goals = states[:-1], states[-1:]
    if origins:
        return [(one.name, goal.name) for one in origins for goal in goals]
    return [(one.from_state, one.to_state) for one in flow.transitions if one.to_state == goals[0].name]


def _before(work: Work, at: int) -> str:
    """The words between the span before and this one."""
    start = work.reading.spans[at - 1].end if at else 0
    return work.reading.text[start : work.reading.spans[at].start].lower()


def _allow(work: Work, at: int, flow: Flow, pairs: list[tuple[str, str]], roles: list[Role]) -> None:
    edits: list[Edit] = []
    names = tuple(role.name for role in roles)
    for start, end in pairs:
        known = [one for one in flow.transitions if (one.from_state, one.to_state) == (start, end)]
        for one in known:
            if (
                names
                and one.roles != names
                and (_is_only(work, at) or (one.roles and not set(names) <= set(one.roles)))
            ):
                allowed = (
                    names if _is_only(work, at) else (*one.roles, *(n for n in names if n not in one.roles))
                )
                edits.append(change(Kind.TRANSITION, one.id, roles=list(allowed)))
        if not known:
            made: Transition = transition(start, end, work.situation)
            edits.append(
                add(
                    made.model_copy(update={"roles": names if _is_only(work, at) else ()}) if names else made,
                    parent=flow.id,
                )
            )
    if edits:
        work.take(edits, at)
    else:
        work.fail(at, "That is so already.")


def _is_only(work: Work, at: int) -> bool:
    actors = work.under(at, "actor")
    return any(work.under(one, "only") for one in (at, *actors))


def _new_goal(work: Work, at: int, flow: Flow, spans: list[int], found: list[State | None]) -> None:
    """A state that is not there yet, with the moves into it from those that are named."""
    missing = [one for one, state in zip(spans, found, strict=True) if state is None]
    if len(missing) != 1 or len(spans) < 2 or work.under(at, "actor"):
        work.fail(missing[0])
        return
    label = sentence(work.text(missing[0]))
    state = State(id=work.ids.new("sta"), name=snake(label)[:48], label=label)
    edits: list[Edit] = [add(state, parent=flow.id)]
    edits.extend(
        add(transition(known.name, state.name, work.situation), parent=flow.id)
        for known in found
        if known is not None
    )
    work.use(at, *spans, *work.under(at, "thing"))
    work.take(edits, at)


def remove_state(work: Work, at: int, flow: Flow, state: State) -> None:
    """A state goes, with all moves from and to it."""
    edits: list[Edit] = []
    if flow.initial == state.name:
        following = next((one.name for one in flow.states if one.id != state.id), state.name)
        edits.append(change(Kind.FLOW, flow.id, initial=following))
    work.take([*edits, Remove(kind=Kind.STATE, target=state.id)], at)
