"""First words that only name the application: ``Recipe book: recipes with title`` and ``Gym classes.``"""

from sayso.design.knowledge.known import known_things
from sayso.design.language.lists import split_items
from sayso.design.language.phrases import NounPhrase, noun_phrases

from .evidence import Evidence, Segment
from .list_phrases import field_share
from .thing_names import may_be_thing, thing_name

_MOSTLY = 0.5
_BESIDE = frozenset(("DET", "POSS"))


def is_title(evidence: Evidence, segment: Segment, phrase: NounPhrase) -> bool:
    """Whether a label names the whole, as what follows it is about many things, and nothing else about it."""
    if segment.number or phrase.plural:
        return False
    return _goes_on_to_tell(segment) or (
        "_".join(t.lemma for t in segment.label if t.tag not in _BESIDE) not in known_things()
        and _opens_with_values(segment)
        and not _said_in([s for s in evidence.segments if s.label != segment.label], thing_name(phrase))
    )


def _goes_on_to_tell(segment: Segment) -> bool:
    """``Community kitchen: volunteers sign up to cook``: a sentence about many follows its name."""
    many = (p for p in noun_phrases(segment.tokens) if p.plural and p.last + 1 < len(segment.tokens))
    acting = any(segment.tokens[p.last + 1].tag == "VERB" for p in many)
    return acting and field_share(segment.tokens) < _MOSTLY


def _opens_with_values(segment: Segment) -> bool:
    """``people with a name, birth date``: many of something come first, and what is kept about them."""
    items = split_items(segment.tokens)
    phrases = noun_phrases(items[0].tokens) if items else []
    if not phrases or phrases[0].first or not phrases[0].plural or not may_be_thing(phrases[0]):
        return False
    following = items[0].words[phrases[0].last + 1 : phrases[0].last + 2]
    return following == ["with"] or bool(items[0].brackets and field_share(items[0].brackets[0]) >= _MOSTLY)


def names_the_whole(segments: list[Segment]) -> bool:
    """``Gym classes.`` and then *classes*: two words for what the rest calls by the second alone."""
    first = segments[0]
    phrases = noun_phrases(first.tokens)
    alone = len(phrases) == 1 and all(t in phrases[0].tokens or not t.is_word for t in first.tokens)
    if first.label or first.bullet or not alone or len(phrases[0].nouns) < 2:
        return False
    rest = segments[1:]
    return _said_in(rest, phrases[0].head) and not _said_in(rest, thing_name(phrases[0]))


def _said_in(segments: list[Segment], name: str) -> bool:
    """Whether a label or sentence speaks of a thing of just this name."""
    return any(
        thing_name(phrase) == name
        for segment in segments
        for words in (segment.label, segment.tokens)
        for phrase in noun_phrases(words)
    )
