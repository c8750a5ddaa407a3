"""Where the life of a thing forks and turns: ``approved or refused``, ``back to draft``."""

from itertools import pairwise

from sayso.design.language.tokens import Token

from .evidence import Evidence

_THEN = frozenset(("then", "finally", "later", "either", "->"))
_FORKS = (["/"], ["or"], ["or", "else"])
_NEAR = 4
_AGAIN = frozenset(("reopened", "resubmitted", "restarted", "reactivated"))


def forks(tokens: list[Token], states: list[str]) -> dict[str, str]:
    """States that stand beside the one before them, rather than after it."""
    places = _places(tokens, states)
    arrows = any(token.word == "->" for token in tokens)
    found: dict[str, str] = {}
    for (first, (begin, end)), (second, (start, _)) in pairwise(places):
        if [t.word for t in tokens[end:start]] not in _FORKS:
            continue
        told = {t.word for t in tokens[max(0, begin - 2) : begin]}
        if arrows or told & _THEN or first in found:
            found[second] = found.get(first, first)
    return found


def read_backs(evidence: Evidence, sentences: list[list[Token]]) -> None:
    """Note the moves that lead back: ``a reviser can send it back to translation``."""
    for tokens in sentences:
        _read_again(evidence, tokens)
        for place, (token, following) in enumerate(pairwise(tokens)):
            if token.word != "back" or following.word not in {"to", "into", "in", "as"}:
                continue
            for clue in evidence.states:
                state = _named(tokens[place + 1 : place + 2 + _NEAR], clue.states)
                if state:
                    after = _before(tokens[place + 2 :], clue.states, state)
                    clue.back.append((_before(tokens[:place], clue.states, state) or after, state))
                    break


def _read_again(evidence: Evidence, tokens: list[Token]) -> None:
    """``a declined one may be reopened``: it begins anew."""
    place = next((i for i, t in enumerate(tokens) if t.word in _AGAIN), None)
    for clue in evidence.states if place else []:
        start = _before(tokens[:place], clue.states, "")
        if start and not _AGAIN & {*clue.states} and start != clue.states[0]:
            clue.back.append((start, clue.states[0]))
            return


def _named(tokens: list[Token], states: list[str]) -> str:
    """The state that begins these words: ``to translation`` means *in translation*."""
    words = [t.word for t in tokens if t.tag not in {"DET", "PUNCT"}][1:]
    whole = next((s for s in states if words[: s.count("_") + 1] == s.split("_")), "")
    return whole or next((s for s in states if words and s.split("_")[-1] == words[0]), "")


def _before(tokens: list[Token], states: list[str], target: str) -> str:
    """The state said right before in the same clause, if any."""
    cut = max((i for i, t in enumerate(tokens) if t.word in {";", ".", ":", ","}), default=-1)
    named = [state for state, _ in _places(tokens[cut + 1 :], states) if state != target]
    return named[-1] if named else ""


def _places(tokens: list[Token], states: list[str]) -> list[tuple[str, tuple[int, int]]]:
    """Where each state is first said, in the order of the words."""
    words = [t.word.replace("-", "_") for t in tokens]
    found: dict[str, tuple[int, int]] = {}
    for state in states:
        length = state.count("_") + 1
        for place in range(len(words) - length + 1):
            if "_".join(words[place : place + length]) == state:
                found[state] = (place, place + length)
                break
    return sorted(found.items(), key=lambda item: item[1])
