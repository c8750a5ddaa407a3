"""Sorts of one thing: ``Laptops and phones with serial number, price. Assets are lent`` is about assets."""

from dataclasses import replace

from sayso.design.knowledge.known import known_things
from sayso.design.knowledge.load import word_set
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.fields import read_field
from sayso.spec.model import FieldType

from .evidence import Evidence, FieldClue, Segment, ThingClue
from .lead import lead_length
from .list_phrases import gives
from .thing_names import may_be_thing, thing_name
from .walk import Walk

_BETWEEN = frozenset((",", "and", "or", "&"))


def sorts_of_one(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """Keep the values of a list of sorts with the thing that the rest of the text calls all of them."""
    tokens = tokens[lead_length(tokens) :]
    sorts = _sorts(tokens)
    named = {thing_name(phrase) for phrase in sorts}
    others = [other for other in evidence.segments if other.number != segment.number]
    whole = _whole(others)
    if not sorts or not whole or whole in named or named & _said(others):
        return ""
    source = quote(evidence.text, tokens[: sorts[-1].last + 1])
    why = "has several sorts with the same values"
    evidence.things.append(ThingClue(whole, 2.5, source, why, segment.number, plural=True))
    _note_type(evidence, segment, whole, sorts, source)
    walk = Walk(evidence, segment, owner=whole, sure=True, named=[whole])
    walk.read(tokens[sorts[-1].last + 2 :])
    return whole


def without_sorts(evidence: Evidence, segment: Segment, whole: str) -> list[Token]:
    """The values of ``Tools: drills and saws with number, price``, once the sorts are noted."""
    sorts = _sorts(segment.tokens) if whole.rpartition("_")[2] in word_set("talk", "lead", "wholes") else []
    if not sorts:
        return segment.tokens
    source = quote(evidence.text, segment.tokens[: sorts[-1].last + 1])
    _note_type(evidence, segment, whole, sorts, source)
    return segment.tokens[sorts[-1].last + 2 :]


def _note_type(
    evidence: Evidence, segment: Segment, whole: str, sorts: list[NounPhrase], source: str
) -> None:
    options = tuple(phrase.name.replace("_", " ") for phrase in sorts)
    guess = replace(read_field("type"), type=FieldType.ENUM, options=options, source=source)
    evidence.fields.append(FieldClue(whole, guess, segment.number))
    evidence.examples.update(options)


def _sorts(tokens: list[Token]) -> list[NounPhrase]:
    """Several bare plurals that open a sentence, right before a word that gives values."""
    sorts: list[NounPhrase] = []
    for phrase in noun_phrases(tokens):
        follows = not phrase.first if not sorts else phrase.first == sorts[-1].last + 2
        many = phrase.plural or (bool(sorts) and thing_name(phrase) in known_things())
        if not follows or not many or phrase.openers or not may_be_thing(phrase):
            break
        if sorts and tokens[phrase.first - 1].word not in _BETWEEN:
            break
        sorts.append(phrase)
    place = sorts[-1].last + 1 if sorts else 0
    told = len(sorts) > 1 and place < len(tokens) and gives(tokens, place)
    return sorts if told else []


def _whole(segments: list[Segment]) -> str:
    """What the text calls all of them, when it has just one word for that: *assets*, *devices*."""
    found = _said(segments) & word_set("talk", "lead", "wholes")
    return found.pop() if len(found) == 1 else ""


def _said(segments: list[Segment]) -> set[str]:
    """Names of all that segments speak of, and the single nouns in them."""
    phrases = [p for s in segments for words in (s.label, s.tokens) for p in noun_phrases(words)]
    return {name for phrase in phrases for name in (thing_name(phrase), *phrase.nouns)}
