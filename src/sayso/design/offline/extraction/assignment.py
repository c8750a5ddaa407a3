"""``repairs are reported, and a handyman gets assigned``: the repair has a handyman."""

from sayso.design.knowledge.known import is_person_word
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote

from .evidence import Evidence, LinkClue, Segment, ThingClue, Topic
from .thing_names import is_attribute, may_be_thing, thing_name

_PUT_ON = frozenset(("assigned", "allocated", "appointed"))
_BECOMES = frozenset(("gets", "get", "is", "are", "be", "will", "then", "must", "should", "can"))
_SURE = 4.0
_LIKELY = 0.8
_TO_IT = (["to", "it"], ["to", "them"], ["to", "each"])


def read_assigning(evidence: Evidence) -> None:
    """Tie whoever is assigned to what the sentence is about, and take these words out of the reading."""
    spoken = ""
    for segment in evidence.segments:
        if segment.topic not in {Topic.BODY, Topic.THINGS, Topic.RULE} or segment.title:
            continue
        found = _somebody(segment)
        end = found.first if found else len(segment.tokens)
        things = [*_things(segment.label), *_things(segment.tokens[:end])]
        spoken = things[0] if things else spoken
        if found is None or not spoken:
            continue
        name, source = thing_name(found), quote(evidence.text, found.tokens)
        sentence = quote(evidence.text, segment.tokens)
        evidence.things.append(ThingClue(name, _SURE, source, "is assigned", segment.number))
        evidence.things.append(ThingClue(spoken, _LIKELY, sentence, "has somebody"))
        evidence.links.append(LinkClue(spoken, name, source, 2.0))
        while end and segment.tokens[end - 1].word in {",", "and", "then", ";"}:
            end -= 1
        segment.tokens = segment.tokens[:end]


def _somebody(segment: Segment) -> NounPhrase | None:
    """Who is assigned at the end of a sentence, where it does not say to what."""
    tokens = segment.tokens
    place = next((i for i, t in enumerate(tokens) if t.word in _PUT_ON), None)
    if place is None or not _ends(tokens[place + 1 :]):
        return None
    start = place
    while start and tokens[start - 1].word in _BECOMES:
        start -= 1
    people = [p for p in noun_phrases(tokens[:start]) if p.last == start - 1 < place - 1]
    return people[0] if people and is_person_word(thing_name(people[0])) else None


def _ends(rest: list[Token]) -> bool:
    words = [t.word for t in rest if t.is_word]
    return not words or words in _TO_IT


def _things(tokens: list[Token]) -> list[str]:
    names = [thing_name(p) for p in noun_phrases(tokens) if may_be_thing(p)]
    return [name for name in names if not is_attribute(name) and not is_person_word(name)]
