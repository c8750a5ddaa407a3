"""The business that a description speaks of itself: ``we run a driving school``, ``survey for the city``.

It is what the application is for. Only where there are several of it is it a thing in it.
"""

from sayso.design.knowledge.known import is_business
from sayso.design.knowledge.load import word_set
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token

from .evidence import Evidence
from .thing_names import thing_name

_ACTS = frozenset(("VERB", "BE", "HAVE", "MODAL", "DO", "PRON", "WH"))
_FOR = frozenset(("for", "of", "at", "in"))
_ONE = frozenset(("a", "an", "the", "our", "my"))
_FIRST = 2
_TITLE = 9


def own_names(evidence: Evidence) -> frozenset[str]:
    """Names under which the speaker's own organisation or undertaking is spoken of."""
    found: set[str] = set()
    for segment in evidence.segments[:_FIRST]:
        phrases = noun_phrases(segment.tokens)
        found.update(thing_name(p) for p in phrases if is_own(segment.tokens, p))
    for segment in evidence.segments[:1]:
        found |= _titled(segment.label or segment.tokens)
        found |= _called(segment.tokens) if len(evidence.segments) > 1 and not segment.label else set()
    return frozenset(found - {""})


def is_own(tokens: list[Token], phrase: NounPhrase) -> bool:
    """``we run a school``, ``I am a piano tuner``, ``our choir``: one of it, and it is the speaker's."""
    if phrase.plural or phrase.possessor is not None:
        return False
    if {*phrase.openers} & {"our", "my"}:
        return is_business(phrase.head)
    if not {*phrase.openers} & _ONE or phrase.first == 0:
        return False
    verb = phrase.first - 1
    while verb and tokens[verb].tag in {"ADV", "PREP"}:
        verb -= 1
    runs = tokens[verb].word in word_set("talk", "business", "runs")
    speaks = any(t.word in {"i", "we"} or t.word in {"my", "our"} for t in tokens[max(0, verb - 5) : verb])
    return speaks and (runs or tokens[verb].word in {"am", "are", "is", "were", "was"})


def _called(tokens: list[Token]) -> set[str]:
    """``Food bank.`` before all the rest is who speaks."""
    phrases = noun_phrases(tokens)
    whole = len(phrases) == 1 and len(phrases[0].tokens) == sum(t.is_word for t in tokens)
    is_one = whole and is_business(phrases[0].head) and not phrases[0].plural
    return {thing_name(phrases[0])} if is_one else set()


def _titled(tokens: list[Token]) -> set[str]:
    """``Tree survey for the city`` as a title names neither a survey nor a city to keep."""
    if len(tokens) > _TITLE or any(t.tag in _ACTS for t in tokens) or any(t.word in ",(:;" for t in tokens):
        return set()
    phrases = noun_phrases(tokens)
    joined = any(
        p.first
        and tokens[p.first - 1].word in _FOR
        and {*p.openers} & _ONE
        and not p.plural
        and p.possessor is None
        for p in phrases[1:]
    )
    return {thing_name(p) for p in phrases if not p.plural} if joined else set()
