"""Gather states said one by one: ``submitted claims``, ``approve or reject``, ``mark them as paid``."""

from sayso.design.knowledge.known import is_person_word
from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import is_participle
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote

from .evidence import Evidence, StateClue
from .naming import is_attribute, may_be_thing, thing_name

_LEAST = 3
_NEAR = 3


def gather_states(evidence: Evidence) -> None:
    """Add a state clue for every thing of which at least three states were said here and there."""
    owners = {clue.owner for clue in evidence.states}
    life = str(load("states")["life"]["order"]).split()
    found: dict[str, list[str]] = {}
    sources: dict[str, str] = {}
    last = ""
    for segment in evidence.segments:
        things = _things(segment.tokens)
        for place, _token in enumerate(segment.tokens):
            state = _state(segment.tokens, place, things, life)
            if not state:
                continue
            owner = _owner(place, things) or last
            if owner and state not in found.setdefault(owner, []):
                found[owner].append(state)
                sources.setdefault(owner, quote(evidence.text, segment.tokens))
        named = [thing_name(p) for p in things]
        last = next((name for name in named if name in found), named[0] if named and not last else last)
    for owner, states in found.items():
        if owner not in owners and len(states) >= _LEAST:
            ordered = sorted(states, key=lambda s: life.index(s) if s in life else len(life))
            evidence.states.append(StateClue(owner, ordered, sources[owner]))


def _things(tokens: list[Token]) -> list[NounPhrase]:
    phrases = [p for p in noun_phrases(tokens) if may_be_thing(p)]
    return [p for p in phrases if not is_attribute(thing_name(p)) and not is_person_word(thing_name(p))]


def _state(tokens: list[Token], place: int, things: list[NounPhrase], life: list[str]) -> str:
    token = tokens[place]
    actions = load("states")["actions"]
    if token.tag == "VERB" and token.lemma in actions and token.word == token.lemma:
        return str(actions[token.lemma])
    if token.word not in life or token.tag not in {"ADJ", "VERB", "NOUN"}:
        return ""
    before = tokens[place - 1].word if place else ""
    set_to = before == "as" or (before in {"to", "or"} and is_participle(token.word))
    described = any(token.word in p.adjectives and p.first <= place <= p.last for p in things)
    return token.word if set_to or described else ""


def _owner(place: int, things: list[NounPhrase]) -> str:
    """The thing right after the state, else the last one before it."""
    after = next((p for p in things if p.first <= place <= p.last or 0 <= p.first - place <= _NEAR), None)
    before = [p for p in things if p.last < place]
    chosen = after or (before[-1] if before else None)
    return thing_name(chosen) if chosen else ""
