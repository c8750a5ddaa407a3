"""Moves: from which state to which a thing may go, and who may bring it there."""

import re
from collections.abc import Iterable, Sequence

from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import verb_lemma
from sayso.design.resolver.transitions import transition
from sayso.kit.words import sentence, snake
from sayso.spec.edits import Edit, Kind, Remove, add, change
from sayso.spec.model import Flow, State, Transition

from .actors import ACTS, Actors, actor_spans, actors_of, is_said_with, joined
from .elements import entity_of, member_of
from .flows import flow_for, state_in
from .objects import actions_of
from .passages import FROM, TO, Named, Pair, back_to, gap_before, into, is_adjective, is_setting, pairs_of
from .vocabulary import listed
from .work import Work

_AT_FIRST = re.compile(r"\b(?:as|in|with|at)\s+(?:an? |the )?[\"'“]?$")


def adopt(work: Work) -> None:
    """Give moves the things in states that stand free before them: *missed lessons can't be cancelled*."""
    for at in range(len(work.heads)):
        if work.role(at) != "move" or work.under(at, "thing"):
            continue
        for one in range(at):
            if _is_bare(work, one, at) and not _has_act(work, one, at):
                work.hang(one, at)


def _is_bare(work: Work, at: int, verb: int) -> bool:
    """Whether a span stands free, and only names a state, or a thing in a state that it has."""
    if work.heads[at] is not None or at in work.above(verb):
        return False
    below = work.below(at)
    if work.role(at) == "state":
        return not below
    if work.role(at) != "thing" or any(work.role(one) != "state" for one in below):
        return False
    flow = flow_for(work, [at], below)
    return flow is not None and all(one < at and state_in(flow, work.text(one)) for one in below)


def _has_act(work: Work, start: int, end: int) -> bool:
    return any(work.role(one) in ACTS for one in range(start, end))


def is_move(work: Work, at: int) -> bool:
    """Whether a right is about a change of state: *may not go from open to paid*, *others can't*."""
    if work.below(at, "attr", "own", "all"):
        return False
    states = [one for one in _states(work, at) if not is_adjective(work, one)]
    if states:
        return is_setting(work, at) and (
            len(_states(work, at)) > 1 or bool(TO.search(gap_before(work, states[0])))
        )
    is_other = bool(actions_of(work.text(at)))
    if not is_other and any(_goal_in_verb(work, at, flow) is not None for flow in work.spec.flows):
        return True
    before = _act_before(work, at)
    return _is_short(work, at) and before is not None and work.role(before) == "move"


def is_between(work: Work, at: int) -> bool:
    """Whether a command is about moves between states, not about the states: *from sent to paid*."""
    states = work.below(at, "state")
    marks = [one for one in states if FROM.search(gap_before(work, one)) or TO.search(gap_before(work, one))]
    return len(states) > 1 and (bool(work.below(at, "move")) or len(marks) > 1)


def take_away(work: Work, at: int) -> None:
    """Moves that are possible no more."""
    spans, things = work.below(at, "state"), work.below(at, "thing")
    flow = flow_for(work, things, spans)
    states = [
        Named(one, state) for one in spans if flow and (state := state_in(flow, work.text(one))) is not None
    ]
    pairs = pairs_of(work, at, flow, states, None) if flow and len(states) == len(spans) else []
    if flow is None or not pairs or work.below(at, "actor", "only", "except"):
        work.fail(at)
        return
    before = work.spec
    _forbid(work, at, flow, pairs, None)
    work.use(at, *spans, *things, *work.below(at, "move"), *work.below(at, "kind"))
    if work.spec == before:
        work.settle(at)


def is_start(work: Work, at: int) -> bool:
    """Whether a verb says in which state things start: *new bills start as drafts*."""
    words = [verb_lemma(word) for word in re.findall(r"[a-z]+", work.text(at).lower())]
    is_verb = work.role(at) in {"change", "move", "add"} and any(one in listed("starting") for one in words)
    return (
        is_verb
        and len(_states(work, at)) == 1
        and bool(_AT_FIRST.search(gap_before(work, _states(work, at)[0])))
    )


def start(work: Work, at: int) -> None:
    """The state that things are in at first."""
    spans, things = _states(work, at), _things(work, at)
    flow = flow_for(work, things, spans)
    state = state_in(flow, work.text(spans[0])) if flow is not None else None
    if flow is None or state is None or work.below(at, "actor", "only", "except", "cond"):
        work.fail(at)
        return
    work.use(at, *spans, *things)
    if flow.initial == state.name:
        work.settle(at)
    else:
        work.take([change(Kind.FLOW, flow.id, initial=state.name)], at)


def _is_short(work: Work, at: int) -> bool:
    """Whether a verb only helps one that was said before: *others can't*."""
    words = set(re.findall(r"[a-z']+", work.text(at).lower()))
    return words <= listed("auxiliary") and not work.under(at, "thing", "state")


def _act_before(work: Work, at: int) -> int | None:
    return next((one for one in reversed(range(at)) if work.role(one) in ACTS), None)


def move(work: Work, at: int) -> None:
    """A change of state that somebody may make, or that shall be possible, or no longer."""
    if _is_helping(work, at):
        work.use(at)
        return
    source = _source(work, at)
    things, spans = _things(work, source), _states(work, source)
    flow = flow_for(work, things, spans) or _flow_by_verb(work, source)
    is_limited = work.is_change and is_said_with(work, at, "limiting")
    alls = work.under(source, "all")
    if (
        flow is None
        or is_limited
        or work.below(source, "own", "cond", "limit")
        or not _are_states(work, alls)
    ):
        work.fail(at)
        return
    goal = _goal_in_verb(work, source, flow)
    states = [Named(one, state) for one in spans if (state := state_in(flow, work.text(one))) is not None]
    brought = _brought(work, source, flow) if goal is None and len(states) == len(spans) else None
    if brought is not None and states and not alls:
        _new_goal(work, source, flow, [*spans, brought], states)
        work.use(*work.above(brought), *work.under(brought, "kind"))
        return
    if len(states) < len(spans):
        _new_goal(work, source, flow, spans, states)
        return
    if alls:
        pairs = _from_all(flow, goal, states)
        work.use(*alls)
    else:
        pairs = pairs_of(work, source, flow, states, goal) or back_to(work, source, flow, states)
    if pairs:
        _moved(work, at, source, flow, pairs)
        work.use(*(one for one in [*spans, *things] if one in spans or entity_of(work, one) is not None))
    else:
        work.fail(at)


def _from_all(flow: Flow, goal: State | None, states: Sequence[Named]) -> list[Pair]:
    """From every state into the only one that is named."""
    goals = [goal] if goal is not None else [one.state for one in states]
    return into(flow, flow.states, goals) if len(goals) == 1 else []


def _moved(work: Work, at: int, source: int, flow: Flow, pairs: Sequence[Pair]) -> None:
    """Allow moves, or forbid them, for those who are named."""
    who = actors_of(work, at) if actor_spans(work, at) else None
    if who is None and (actor_spans(work, at) or work.under(at, "only", "except")):
        if not work.problems:
            work.fail(at)
        return
    if who is not None and who.just:
        work.fail(at)
        return
    work.reached = list(dict.fromkeys(end for _, end in pairs))
    work.use(*(one for one in work.below(source, "attr") if _is_status(work, one, flow)))
    before = work.spec
    if work.role(at) == "maynot" or (who is not None and who.nobody):
        _forbid(work, at, flow, pairs, who)
    else:
        _allow(work, at, flow, pairs, who)
    work.use(at)
    work.turn_to(next(one for one in work.spec.entities if one.name == flow.entity))
    if work.spec == before:
        work.settle(at)


def _are_states(work: Work, alls: list[int]) -> bool:
    """Whether words for everything speak of states: *from every state*, *from anywhere*."""
    return all(_EVERYWHERE.search(work.text(one).lower()) for one in alls)


_EVERYWHERE = re.compile(r"\b(?:states?|status(?:es)?|stages?|steps?|any ?where|every ?where|wherever)\b")


def _brought(work: Work, at: int, flow: Flow) -> int | None:
    """A new state that the message brings for a move: *cancel it while open, so add a status cancelled*."""
    verb = next(iter(re.findall(r"[a-z]+", work.text(at).lower())), "")
    marks = [one for one in _states(work, at) if TO.search(gap_before(work, one))]
    found = [
        one for one in work.reading.all("state")
        if work.command(one) == "add" and state_in(flow, work.text(one)) is None
        and not any(work.role(up) in ACTS for up in work.above(one))
        and (
            _leads_to(verb_lemma(verb), work.text(one).lower().split()[0])
            or (work.bounds(one) == work.bounds(at) and not marks)
        )
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def brings(work: Work, at: int) -> bool:
    """Whether a part is a move into a state that another part of the message adds."""
    if work.role(at) != "move":
        return False
    flow = flow_for(work, _things(work, at), _states(work, at))
    return flow is not None and _brought(work, at, flow) is not None


def _is_helping(work: Work, at: int) -> bool:
    """Whether a verb has no object of its own and the next of its clause goes on with it: *put it back*."""
    following = [one for one in range(at + 1, len(work.heads)) if work.role(one) == "move"]
    return (
        not work.under(at)
        and is_setting(work, at)
        and bool(following)
        and bool(work.under(following[0], "state"))
        and work.bounds(at) == work.bounds(following[0])
        and not any(work.role(one) in {"may", "maynot"} for one in range(at, following[0]))
    )


def _is_status(work: Work, at: int, flow: Flow) -> bool:
    """Whether a value is the one that a flow moves: *the status of a booking*."""
    entity = next(one for one in work.spec.entities if one.name == flow.entity)
    found = member_of(work, work.text(at), entity)
    return found is not None and isinstance(found.element, Flow)


def _source(work: Work, at: int) -> int:
    """The move whose states and things are meant: this one, or for *others can't* the one before."""
    before = _act_before(work, at)
    return before if work.role(at) != "move" and _is_short(work, at) and before is not None else at


def _things(work: Work, at: int) -> list[int]:
    own = work.under(at, "thing", "one")
    return own or [one for other in joined(work, at) for one in work.under(other, "thing", "one")]


def _states(work: Work, at: int) -> list[int]:
    return sorted(
        [*work.under(at, "state"), *(s for one in work.under(at, "thing") for s in work.under(one, "state"))]
    )


def _flow_by_verb(work: Work, at: int) -> Flow | None:
    """The only flow with a state that the verb leads to."""
    found = [flow for flow in work.spec.flows if _goal_in_verb(work, at, flow) is not None]
    named = [one for one in _things(work, at) if entity_of(work, one) is not None]
    return found[0] if len(found) == 1 and not named else None


def _goal_in_verb(work: Work, at: int, flow: Flow) -> State | None:
    """The state that a verb leads to: *cancel* to cancelled."""
    words = [
        word for word in re.findall(r"[a-z'-]+", work.text(at).lower()) if word not in listed("auxiliary")
    ]
    if not words:
        return None
    lemma = verb_lemma(words[0])
    usual = str(load("states")["actions"].get(lemma, ""))
    rest = [word for word in words[1:] if word not in listed("idle")]
    for state in flow.states:
        label = state.label.lower().split()
        if state.name == usual or (_leads_to(lemma, label[0]) and label[1:] == (words[1:] if rest else [])):
            return state
    return None


def _leads_to(verb: str, word: str) -> bool:
    """Whether a word is what a verb makes of things; verbs that no lexicon has end in *ed* then."""
    return verb in {verb_lemma(word), word.removesuffix("ed"), word.removesuffix("d")}


def _allow(work: Work, at: int, flow: Flow, pairs: Iterable[Pair], who: Actors | None) -> None:
    """Moves that are possible from now on, for the roles that are named; a new one only for them."""
    edits: list[Edit] = []
    names = tuple(role.name for role in who.roles) if who is not None else ()
    alone = who is not None and who.alone
    for start, end in pairs:
        known = [one for one in flow.transitions if (one.from_state, one.to_state) == (start, end)]
        for one in known:
            allowed = names if alone else (*one.roles, *(n for n in names if n not in one.roles))
            if names and set(one.roles) != set(allowed) and (alone or one.roles):
                edits.append(change(Kind.TRANSITION, one.id, roles=list(allowed)))
        if not known:
            made: Transition = transition(start, end, work.situation)
            edits.append(add(made.model_copy(update={"roles": names}), parent=flow.id))
    work.take(edits, at)


def _forbid(work: Work, at: int, flow: Flow, pairs: Iterable[Pair], who: Actors | None) -> None:
    """Moves that are possible no more, or no more for the roles that are named."""
    names = {role.name for role in who.roles} if who is not None and not who.nobody else set()
    every = [role.name for role in work.spec.permissions.roles]
    edits: list[Edit] = []
    current = next(one for one in work.spec.flows if one.id == flow.id)
    for one in (one for one in current.transitions if (one.from_state, one.to_state) in set(pairs)):
        kept = [name for name in one.roles or every if name not in names] if names else []
        if not kept:
            edits.append(Remove(kind=Kind.TRANSITION, target=one.id))
        elif len(kept) < len(one.roles or every):
            edits.append(change(Kind.TRANSITION, one.id, roles=kept))
    work.take(edits, at)


def _new_goal(work: Work, at: int, flow: Flow, spans: list[int], known: Sequence[Named]) -> None:
    """A state that is not there yet, with the moves into it from those that are named."""
    missing = [one for one in spans if all(one != other.at for other in known)]
    if len(missing) != 1 or not known or any(TO.search(gap_before(work, one.at)) for one in known):
        work.fail(missing[0])
        return
    who = actors_of(work, at) if actor_spans(work, at) else None
    if who is None and actor_spans(work, at):
        return
    if who is not None and (who.nobody or who.just):
        work.fail(at)
        return
    label = sentence(work.text(missing[0]))
    state = State(id=work.ids.new("sta"), name=snake(label)[:48], label=label)
    names = tuple(role.name for role in who.roles) if who is not None else ()
    edits: list[Edit] = [add(state, parent=flow.id)]
    for one in known:
        made: Transition = transition(one.state.name, state.name, work.situation)
        edits.append(add(made.model_copy(update={"roles": names}), parent=flow.id))
    work.use(at, *spans, *work.under(at, "thing"))
    work.take(edits, at)
