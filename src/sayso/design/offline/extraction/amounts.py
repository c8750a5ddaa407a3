"""So much of one thing in another: ``a dish contains several ingredients with an amount each``."""

from dataclasses import replace

from sayso.design.language.lists import closing
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.spec.model import FieldType

from .evidence import Evidence, LinkClue, Segment, ThingClue, Topic
from .thing_names import is_attribute, may_be_thing, thing_name
from .walk import Walk

_HOLDING = frozenset(("have", "contain", "include", "consist", "use", "need", "hold", "require", "list"))
_LEADS = frozenset((",", "each", "with", "in", "-", "(", "and", "plus", "having", "its", "their", "own"))
_ENDS = frozenset((".", ";", "!", "?"))
_WITH = frozenset(("with", "in", "("))
_EACH = frozenset(("each", "certain", "different"))
_VAGUE = frozenset(
    ("certain", "different", "given", "particular", "own", "specific", "each", "needed", "required")
)


def read_amounts(evidence: Evidence) -> None:
    """Make a thing of its own of what is in another, where the one has values besides that are kept apart."""
    for segment in evidence.segments:
        if segment.topic not in {Topic.BODY, Topic.THINGS} or segment.title:
            continue
        phrases = [p for p in noun_phrases(segment.tokens) if may_be_thing(p)]
        whole = _whole(segment, phrases)
        part = next((p for p in phrases if whole and _is_part(evidence, segment, p, whole)), None)
        if part is not None:
            _note(evidence, segment, whole, part)


def _whole(segment: Segment, phrases: list[NounPhrase]) -> str:
    """What the sentence, or the list after a label, is about."""
    if segment.label:
        named = [p for p in noun_phrases(segment.label) if may_be_thing(p)]
        return thing_name(named[0]) if len(named) == 1 else ""
    if not phrases or phrases[0].first > 1:
        return ""
    after = segment.tokens[phrases[0].last + 1 : phrases[0].last + 4]
    return thing_name(phrases[0]) if any(t.lemma in _HOLDING or t.tag == "HAVE" for t in after) else ""


def _is_part(evidence: Evidence, segment: Segment, phrase: NounPhrase, whole: str) -> bool:
    """Whether a phrase names things that are described elsewhere, with values of each in this one."""
    name = thing_name(phrase)
    if not phrase.plural or name == whole or is_attribute(name) or not _values(segment.tokens, phrase):
        return False
    return any(_describes(other, name) for other in evidence.segments if other is not segment)


def _describes(segment: Segment, name: str) -> bool:
    """``Ingredients: name, price``, ``ingredients have a name``: a sentence or list about these things."""
    if segment.label:
        return name in {thing_name(p) for p in noun_phrases(segment.label)}
    phrases = noun_phrases(segment.tokens)
    if not phrases or phrases[0].first > 1 or thing_name(phrases[0]) != name:
        return False
    after = segment.tokens[phrases[0].last + 1 : phrases[0].last + 3]
    return any(t.tag == "HAVE" or t.word in {"(", "with"} for t in after)


def _said(tokens: list[Token], phrase: NounPhrase) -> list[Token]:
    """What follows a phrase in its clause, or in the brackets after it."""
    rest = tokens[phrase.last + 1 :]
    if rest and rest[0].word == "(":
        return rest[: closing(rest, 0) + 1]
    return rest[: next((i for i, t in enumerate(rest) if t.word in _ENDS), len(rest))]


def _values(tokens: list[Token], phrase: NounPhrase) -> list[Token]:
    """The values after a phrase, said of each; none where they are not."""
    said = _said(tokens, phrase)
    start = next((i for i, t in enumerate(said) if t.word not in _LEADS and t.tag != "DET"), len(said))
    if not {t.word for t in said[:start]} & _WITH or not {t.word for t in said} & _EACH:
        return []
    return [t for t in said[start:] if t.word not in _VAGUE and t.word != ")"]


def _note(evidence: Evidence, segment: Segment, whole: str, phrase: NounPhrase) -> None:
    part = thing_name(phrase)
    name = f"{whole}_{part}"
    values = _values(segment.tokens, phrase)
    source = quote(evidence.text, [*phrase.tokens, *values])
    evidence.things += [
        ThingClue(name, 3.0, source, "is so much of one thing in another", segment.number, True),
        ThingClue(whole, 1.0, source, "has so much of another thing", segment.number),
        ThingClue(part, 1.0, source, "is in another thing", segment.number),
    ]
    evidence.links += [LinkClue(name, whole, source, 2.0), LinkClue(name, part, source, 2.0)]
    evidence.apart.append((whole, part))
    Walk(evidence, segment, owner=name, sure=True, named=[name]).read(values)
    for clue in evidence.fields:
        if clue.owner == name and clue.guess.name == "amount":
            clue.guess = replace(clue.guess, type=FieldType.DECIMAL)
    end = phrase.last + 1 + len(_said(segment.tokens, phrase))
    cut = phrase.first
    while cut and segment.tokens[cut - 1].tag in {"PREP", "VERB", "HAVE", "CONJ", "PUNCT", "MODAL", "ADV"}:
        cut -= 1
    segment.tokens = [*segment.tokens[:cut], *segment.tokens[end:]]
