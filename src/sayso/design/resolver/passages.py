"""Passages: from which states into which ones the words of a move lead."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.design.language.lemmas import verb_lemma
from sayso.spec.model import Flow, State

from .vocabulary import listed
from .work import Work

FROM = re.compile(r"\b(?:from|out of|leaving|after)\s+(?:an? |the )?[\"'“]?$")
TO = re.compile(r"(?:\b(?:to|into|as|becomes?)\s+(?:an? |the )?|->\s*|→\s*|=>\s*)[\"'“]?$")
_OPEN = re.compile(r"[(:]\s*$")
_CHOICE = re.compile(r"\b(?:or|and|nor)\b")
_BACK = re.compile(r"\bback\b|\bagain\b")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """A state that a message names, with its span."""

    at: int
    state: State


def pairs_of(work: Work, at: int, flow: Flow, states: Sequence[Named], verb_goal: State | None) -> list[Pair]:
    """Which moves are meant; none where that is not clear.

    The verb may name the goal. Else the word in front of a state says more than its place, a state in front
    of its thing is where that is now, and of a row the last is the goal. Into a single goal go all moves that
    there are.
    """
    goals = [one for one in states if TO.search(gap_before(work, one.at))]
    origins = [one for one in states if FROM.search(gap_before(work, one.at)) or is_adjective(work, one.at)]
    goals = [one for one in goals if one not in origins]
    if verb_goal is not None:
        others = [one for one in states if one.state.id != verb_goal.id]
        beside = [one for one in others if _is_beside(work, one, [s for s in states if s not in others])]
        if any(one in goals and one not in beside for one in others):
            return []
        starts = [one.state for one in others if one not in beside]
        return into(flow, starts, [verb_goal, *(one.state for one in beside)])
    rest = [one for one in states if one not in goals and one not in origins]
    if goals and (origins or rest):
        origins = origins + rest
    elif origins and rest:
        goals = rest
    elif len(rest) > 1:
        origins, goals = rest[:-1], rest[-1:]
    elif rest and (is_setting(work, at) or _OPEN.search(gap_before(work, rest[0].at))):
        goals = rest
    if not goals:
        return []
    if (
        len(goals) > 1
        and len(origins) == 1
        and not any(_CHOICE.search(gap_before(work, g.at)) for g in goals[1:])
    ):
        row = [origins[0], *goals]
        return [(a.state.name, b.state.name) for a, b in itertools.pairwise(row)]
    return into(flow, [one.state for one in origins], [one.state for one in goals])


def back_to(work: Work, at: int, flow: Flow, states: Sequence[Named]) -> list[Pair]:
    """From where things were brought last: *whoever signs a lease may also take it back to draft*."""
    if len(states) != 1 or not TO.search(gap_before(work, states[0].at)):
        return []
    verb, state = work.reading.spans[at], work.reading.spans[states[0].at]
    if not _BACK.search(work.reading.text[verb.start : state.start].lower()):
        return []
    known = [
        one for one in work.reached if one != states[0].state.name and any(s.name == one for s in flow.states)
    ]
    return [(known[0], states[0].state.name)] if len(known) == 1 else []


def into(flow: Flow, origins: Iterable[State], goals: Sequence[State]) -> list[Pair]:
    pairs = [(one.name, goal.name) for one in origins for goal in goals if one.id != goal.id]
    if pairs:
        return pairs
    names = {goal.name for goal in goals}
    return [(one.from_state, one.to_state) for one in flow.transitions if one.to_state in names]


def _is_beside(work: Work, other: Named, goals: Iterable[Named]) -> bool:
    """Whether a state is said in one breath with a goal: *sorted or thrown away*."""
    for goal in goals:
        if abs(goal.at - other.at) == 1:
            first, last = sorted((goal.at, other.at))
            between = work.reading.text[work.reading.spans[first].end : work.reading.spans[last].start]
            return re.fullmatch(r"\s*(?:,|/|or|and|,\s*or)\s*(?:as )?", between) is not None
    return False


def is_adjective(work: Work, at: int) -> bool:
    """Whether a state stands right before its thing: *a closed matter*."""
    if at + 1 >= len(work.heads) or work.role(at + 1) != "thing":
        return False
    start, end = work.reading.spans[at].end, work.reading.spans[at + 1].start
    return not work.reading.text[start:end].strip(" \"'”")


def is_setting(work: Work, at: int) -> bool:
    """Whether a verb changes a state without saying which: *set*, *put*, *is possible*."""
    words = re.findall(r"[a-z]+", work.text(at).lower())
    return any(verb_lemma(word) in listed("setting") for word in words)


def gap_before(work: Work, at: int) -> str:
    """The words between the span before and this one."""
    start = work.reading.spans[at - 1].end if at else 0
    return work.reading.text[start : work.reading.spans[at].start].lower()
