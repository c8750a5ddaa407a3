"""``the housekeeper sets clean or dirty``: one of two states, to and fro."""

from dataclasses import replace

from sayso.design.knowledge.known import is_person_word
from sayso.design.language.lemmas import is_participle, readings, verb_lemma
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token, quote

from .evidence import Evidence, StateClue, Topic
from .thing_names import is_attribute, may_be_thing, thing_name

_SETTING = frozenset(("set", "mark"))
_OR = frozenset(("/", "or"))
_ENDS = frozenset((",", ".", ";", "and", "after", "when", "once"))
_LENGTH = 4


def read_setting(evidence: Evidence) -> None:
    """Give what was spoken of last the two states that somebody sets, and read the words as what is done."""
    for segment in evidence.segments:
        if segment.topic not in {Topic.BODY, Topic.THINGS, Topic.RULE}:
            continue
        for place in range(1, len(segment.tokens) - _LENGTH + 1):
            part = segment.tokens[place : place + _LENGTH]
            owner = (
                _spoken_of(segment.tokens[:place]) if _sets(part, segment.tokens[place + _LENGTH :]) else ""
            )
            if not owner:
                continue
            verb, first, sign, second = part
            states = [first.word, second.word]
            source = quote(evidence.text, part)
            evidence.states.append(StateClue(owner, states, source, back=[(second.word, first.word)]))
            segment.tokens[place : place + _LENGTH] = [
                replace(verb, tag="VERB", lemma=verb_lemma(verb.word)),
                replace(first, tag="ADJ", lemma=first.word),
                replace(sign, word="or", tag="CONJ", lemma="or"),
                replace(second, tag="ADJ", lemma=second.word),
            ]
            break


def _sets(part: list[Token], rest: list[Token]) -> bool:
    verb, first, sign, second = part
    described = all("ADJ" in readings(t.word) or is_participle(t.word) for t in (first, second))
    ended = not rest or rest[0].word in _ENDS
    return verb_lemma(verb.word) in _SETTING and sign.word in _OR and described and ended


def _spoken_of(tokens: list[Token]) -> str:
    """The last thing before that is no person."""
    names = [thing_name(p) for p in noun_phrases(tokens) if may_be_thing(p)]
    things = [name for name in names if not is_attribute(name) and not is_person_word(name)]
    return things[-1] if things else ""
