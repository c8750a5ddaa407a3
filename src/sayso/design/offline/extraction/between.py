"""Things that stand between others: ``an application links a candidate to a job`` has one of each."""

from dataclasses import replace
from itertools import combinations, dropwhile

from sayso.design.knowledge.known import is_person_word
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import readings, verb_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote

from .evidence import Evidence, LinkClue, Segment, ThingClue, Topic
from .thing_names import may_be_thing, thing_name

_JOINTS = frozenset(("to", "with", "and", "&"))
_ONE = frozenset(("a", "an", "the", "one", "each", "two"))
_TWO = frozenset(("two", "2", "both"))
_GOES_ON = frozenset((",", "and", "with", "has", "have", "on", "at"))
_NTH = ("first", "second")
_HELPING = frozenset(("ADV", "MODAL"))


def list_joined(evidence: Evidence, segment: Segment) -> None:
    """Put what a thing joins as a list of what it has, and note that they hang together by it alone."""
    if segment.topic not in {Topic.BODY, Topic.THINGS} or segment.title:
        return
    tokens = segment.tokens
    verb = _verb(segment)
    if verb is None:
        return
    place, after = verb
    joined = _joined(tokens, after)
    if len(joined) == 1:
        _join_two(evidence, segment, (place, joined[0]))
    if len(joined) < 2:
        return
    listed: list[Token] = []
    for phrase in joined:
        sign = tokens[phrase.first - 1]
        listed += (
            [replace(sign, word=",", tag="PUNCT", lemma=","), *phrase.tokens] if listed else phrase.tokens
        )
    has = replace(tokens[place], word="has", tag="HAVE", lemma="have")
    rest = tokens[joined[-1].last + 1 :]
    segment.tokens = [*tokens[:place], *([has] if place else []), *listed, *_continued(rest)]
    evidence.apart += combinations(map(thing_name, joined), 2)


def _join_two(evidence: Evidence, segment: Segment, found: tuple[int, NounPhrase]) -> None:
    """``a match is between two teams``, ``a marriage joins two people``: a first one and a second one."""
    (place, of_a_kind), tokens = found, segment.tokens
    subject = next((p for p in noun_phrases([*segment.label, *tokens[:place]]) if may_be_thing(p)), None)
    two = any(t.word in _TWO for t in tokens[of_a_kind.first - 1 : of_a_kind.last])
    if subject is None or not two or not of_a_kind.plural:
        return
    source = quote(evidence.text, of_a_kind.tokens)
    child, parent = thing_name(subject), thing_name(of_a_kind)
    evidence.things += [
        ThingClue(child, 2.0, quote(evidence.text, subject.tokens), "joins two of a kind", segment.number),
        ThingClue(parent, 1.0, source, "takes part in something", segment.number, plural=True),
    ]
    evidence.links += [LinkClue(child, parent, source, 2.0, name=f"{nth}_{parent}") for nth in _NTH]
    has = replace(tokens[place], word="has", tag="HAVE", lemma="have")
    rest = list(dropwhile(lambda token: token.word in _GOES_ON, tokens[of_a_kind.last + 1 :]))
    segment.tokens = [*tokens[:place], *([has] if place and rest else []), *rest]


def _verb(segment: Segment) -> tuple[int, int] | None:
    """Where the words that join begin and end, right after what the sentence is about or after its label."""
    tokens = segment.tokens
    start = 0
    if not segment.label:
        while start < len(tokens) and tokens[start].tag in {"DET", "NOUN", "PROPN", "ADJ", "NUM"}:
            if start and _joins(tokens, start):
                break
            start += 1
        subjects = [p for p in noun_phrases(tokens[:start]) if may_be_thing(p)]
        if len(subjects) != 1 or is_person_word(thing_name(subjects[0])):
            return None
    place = start
    while place < len(tokens) and tokens[place].tag in _HELPING:
        place += 1
    if place + 1 < len(tokens) and tokens[place].tag == "BE" and tokens[place + 1].word == "between":
        return start, place + 2
    return (start, place + 1) if place < len(tokens) and _joins(tokens, place) else None


def _joins(tokens: list[Token], place: int) -> bool:
    """Whether a word is a verb that joins, followed by what it joins."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    token = tokens[place]
    if following is None or not (following.tag == "NOUN" or following.word in _ONE):
        return False
    is_verb = token.tag == "VERB" or (following.word in _ONE and "VERB" in readings(token.word))
    return is_verb and verb_lemma(token.word) in word_set("talk", "give", "joins")


def _joined(tokens: list[Token], start: int) -> list[NounPhrase]:
    joined: list[NounPhrase] = []
    for phrase in noun_phrases(tokens):
        if phrase.first < start:
            continue
        between = tokens[start : phrase.first]
        if len(between) != (1 if joined else 0) or any(t.word not in _JOINTS for t in between):
            break
        if not may_be_thing(phrase):
            break
        joined.append(phrase)
        start = phrase.last + 1
    return joined


def _continued(rest: list[Token]) -> list[Token]:
    """What follows without its *with*, which only goes on with the list."""
    comma = [t for t in rest[:1] if t.word == ","]
    after = rest[len(comma) :]
    if after and after[0].word in {"with", "and"}:
        return [replace(after[0], word=",", tag="PUNCT", lemma=","), *after[1:]]
    return rest
