"""A sentence that is only arrows tells the life of what was spoken of last: ``new -> in review -> done``."""

import re

from sayso.design.knowledge.known import is_person_word
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.kit.words import snake

from .evidence import Evidence, Segment, StateClue, Topic
from .predicates import looks_like_state
from .thing_names import give_words, is_attribute, may_be_thing, thing_name
from .turns import forks

_OPEN = frozenset((Topic.BODY, Topic.RULE, Topic.THINGS))
_ENDS = frozenset((",", ";", ".", "(", "!"))
_ASIDE = frozenset(("also", "or", "and", "plus", "sometimes"))
_NO_STATE = frozenset(("DET", "POSS", "PRON", "BE", "HAVE", "NUM", "WH"))
_LEAST = 3
_LONGEST = 3
_LONGEST_ASIDE = 10


def read_arrows(evidence: Evidence) -> None:
    """Add the states of every sentence that only strings them together, and take it out of the reading."""
    for place, segment in enumerate(evidence.segments):
        chain = _chain(evidence.text, segment)
        owner = _spoken_of(evidence.segments[:place]) if chain else ""
        if not chain or not owner:
            continue
        states, end = chain
        aside = _aside(evidence.text, segment.tokens[end:])
        following = evidence.segments[place + 1 : place + 2]
        if not aside and end >= len(segment.tokens) - 1 and following and following[0].topic in _OPEN:
            aside = _aside(evidence.text, following[0].tokens)
            if aside:
                _set_aside(following[0])
        clue = StateClue(owner, states, quote(evidence.text, segment.tokens), forks(segment.tokens, states))
        clue.aside = [state for state in aside if state not in states]
        clue.states = [*states, *clue.aside]
        evidence.states.append(clue)
        _set_aside(segment)


def _set_aside(segment: Segment) -> None:
    segment.tokens, segment.topic = [], Topic.STATE


def _chain(text: str, segment: Segment) -> tuple[list[str], int] | None:
    """The states that arrows join from the first word on, and where they end."""
    tokens = segment.tokens
    if segment.label or segment.topic not in _OPEN or all(t.word != "->" for t in tokens):
        return None
    end = next((i for i, t in enumerate(tokens) if t.word in _ENDS), len(tokens))
    parts = [part for step in _split(tokens[:end], {"->"}) for part in _split(step, {"or", "/"})]
    if len(parts) < _LEAST or not all(_may_be_state(part) for part in parts):
        return None
    states = list(dict.fromkeys(_named(text, part) for part in parts))
    known = sum(looks_like_state(state) for state in states)
    return (states, end) if known * 2 >= len(states) >= _LEAST else None


def _aside(text: str, tokens: list[Token]) -> list[str]:
    """States beside the others: ``also won't fix and duplicate``, ``or rejected``."""
    words = [t for t in tokens if t.word not in _ENDS or t.word == ","]
    while words and words[0].word == ",":
        words = words[1:]
    if not words or words[0].word not in _ASIDE or len(words) > _LONGEST_ASIDE:
        return []
    parts = _split([t for t in words if t.word != "possible"], {*_ASIDE, ",", "/"})
    return [_named(text, part) for part in parts] if all(_may_be_state(part) for part in parts) else []


def _split(tokens: list[Token], signs: set[str]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.word in signs:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _may_be_state(part: list[Token]) -> bool:
    return len(part) <= _LONGEST and all(t.is_word and t.tag not in _NO_STATE for t in part)


def _named(text: str, part: list[Token]) -> str:
    return snake(re.sub("['’]", "", quote(text, part)))


def _spoken_of(before: list[Segment]) -> str:
    """What was spoken of last: rather a thing with values than any other, rather a thing than a person."""
    told: list[tuple[bool, bool, str]] = []
    for segment in reversed(before):
        label = next(iter(_things(segment.label)), "")
        subject = label or next(iter(_things(segment.tokens[:8])), "")
        if subject:
            told.append((not _tells_values(segment), not label and is_person_word(subject), subject))
    return min(told, key=lambda one: one[:2])[2] if told else ""


def _things(tokens: list[Token]) -> list[str]:
    names = [thing_name(p) for p in noun_phrases(tokens) if may_be_thing(p)]
    return [name for name in names if not is_attribute(name)]


def _tells_values(segment: Segment) -> bool:
    words = {t.word for t in segment.tokens}
    return bool(segment.label and "," in words) or bool(words & {*give_words(), "("})
