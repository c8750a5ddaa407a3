"""Ties said in sentences: ``each flat belongs to a landlord``, ``readings per berth``."""

import itertools

from sayso.design.knowledge.load import load
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.extraction.evidence import Evidence, Segment, Topic
from sayso.design.offline.extraction.thing_names import link_verbs, may_be_thing, thing_name
from sayso.kit.words import plural

from .business import Business, Tie
from .names import Names
from .ties import HAPPENS, SEVERAL, add_tie, depends, kind_of

_OF = frozenset(["of", "for", "per", "from", "in", "on", "at", "by", "to"])
_ASSIGNS = frozenset(["assign", "allocate", "attach", "link", "add", "book"])
_EACH = frozenset(["each", "every", "a", "an", "one", "the"])


def tie_by_sentences(business: Business, names: Names, evidence: Evidence) -> None:
    """Ties said in sentences: ``each flat belongs to a landlord``, ``readings per berth``."""
    for segment in evidence.segments:
        if segment.topic in {Topic.BODY, Topic.THINGS, Topic.RULE} and not segment.title:
            _sentence(business, names, evidence, segment)


def _sentence(business: Business, names: Names, evidence: Evidence, segment: Segment) -> None:
    tokens = segment.tokens
    phrases = [p for p in noun_phrases(tokens) if may_be_thing(p)]
    known = [(p, names.exact(thing_name(p)) or names.resolve(thing_name(p))) for p in phrases]
    meant = [(p, name) for p, name in known if name]
    _assigned(business, evidence.text, tokens, meant)
    anchor = ""
    for (before, named), (second, b) in itertools.pairwise(meant):
        first, a, between = _subject_again(tokens, meant, before, named, second)
        if a == b or frozenset((a, b)) in business.apart:
            continue
        if _shares(business, tokens, first, second, (a, b)):
            continue
        source = quote(evidence.text, [*first.tokens, *between, *second.tokens])
        if _at_each(tokens, first) and depends(business, b) >= HAPPENS:
            add_tie(business, Tie(b, a, a, source=source))
            continue
        alone = len(between) == 1 and between[0].tag == "PREP" and between[0].word != "of"
        if alone and not anchor and _is_agent(tokens, first):
            anchor = _subject(business, meant, a)
            add_tie(business, Tie(anchor, a, a, source=source))
        if alone and anchor and depends(business, a) < HAPPENS:
            add_tie(business, Tie(anchor, b, b, source=source))
            continue
        happens = depends(business, a) >= HAPPENS > depends(business, b)
        anchor = a if alone and happens else ""
        if _is_owned(first, second, between):
            add_tie(business, Tie(b, a, a, source=source))
        elif len(between) == 1 and between[0].word in _OF and between[0].tag == "PREP":
            _preposition(business, a, b, first, second, between[0], source)
        elif 0 < len(between) <= 5 and (_links(between) or _is_in(between)):
            _verb(business, a, b, first, second, between, source)
            anchor = a if happens else ""


def _assigned(
    business: Business, text: str, tokens: list[Token], meant: list[tuple[NounPhrase, str]]
) -> None:
    """``assign a coach and two drivers to each trip``: the trip has them, as the deeper of both."""
    start = next((i for i, t in enumerate(tokens) if t.tag == "VERB" and t.lemma in _ASSIGNS), None)
    if start is None:
        return
    after = [(phrase, name) for phrase, name in meant if phrase.first > start]
    place = next((i for i, (p, _) in enumerate(after) if tokens[p.first - 1].word == "to"), None)
    if not place:
        return
    goal, whole = after[place]
    for phrase, name in after[:place]:
        child, parent = (whole, name) if depends(business, whole) > depends(business, name) else (name, whole)
        many = child == whole and bool({*phrase.openers} & SEVERAL)
        source = quote(text, tokens[phrase.first : goal.last + 1])
        add_tie(business, Tie(child, parent, plural(parent) if many else parent, many=many, source=source))


def _subject_again(
    tokens: list[Token],
    meant: list[tuple[NounPhrase, str]],
    phrase: NounPhrase,
    name: str,
    second: NounPhrase,
) -> tuple[NounPhrase, str, list[Token]]:
    """In ``a flight belongs to an airline, leaves on a date and has a pilot`` the flight goes on."""
    between = tokens[phrase.last + 1 : second.first]
    lead, subject = meant[0]
    if lead.first > 1:
        return phrase, name, between
    for place, (joint, verb) in reversed(list(enumerate(itertools.pairwise(between)))):
        if joint.word in {"and", ","} and verb.tag in {"BE", "VERB", "HAVE"}:
            return lead, subject, between[place + 1 :]
    return phrase, name, between


def _at_each(tokens: list[Token], phrase: NounPhrase) -> bool:
    """``after each loan we write a report``: what follows is done for each of it."""
    each = bool({*phrase.openers} & {"each", "every"})
    return each and phrase.first > 0 and tokens[phrase.first - 1].word in {"after", "before", "during"}


def _is_owned(first: NounPhrase, second: NounPhrase, between: list[Token]) -> bool:
    """``the owner's dogs``, ``owners and their dogs``."""
    theirs = second.openers[:1] in (["their"], ["its"], ["his"], ["her"])
    return second.possessor is first or (theirs and all(t.tag in {"CONJ", "PUNCT"} for t in between))


def _is_agent(tokens: list[Token], phrase: NounPhrase) -> bool:
    """Whether something is done *by* this phrase."""
    return (
        phrase.first > 1 and tokens[phrase.first - 1].word == "by" and tokens[phrase.first - 2].tag == "VERB"
    )


def _subject(business: Business, meant: list[tuple[NounPhrase, str]], name: str) -> str:
    """The event a sentence begins with, for what is said further on about who and where."""
    phrase, subject = meant[0]
    return subject if phrase.first <= 1 and subject != name and depends(business, subject) >= HAPPENS else ""


def _shares(
    business: Business, tokens: list[Token], first: NounPhrase, second: NounPhrase, names: tuple[str, str]
) -> bool:
    """``in each sample several parameters are measured``, ``which rescuers went to each callout``."""
    a, b = names
    between = tokens[first.last + 1 : second.first]
    before = tokens[first.first - 1].word if first.first else ""
    source = first.tokens[0].text
    each = bool({*first.openers} & {"each", "every", "a", "one"})
    if before in {"in", "on", "at", "for", "during"} and each and {*second.openers} & SEVERAL and not between:
        if depends(business, b) >= HAPPENS:
            add_tie(business, Tie(b, a, a, source=source))
        else:
            add_tie(business, Tie(a, b, plural(b), many=True, source=source))
        return True
    acts = 0 < len(between) <= 3 and any(t.tag == "VERB" for t in between)
    asked = "which" in {before, *first.openers} and first.plural
    if asked and acts and not second.plural and depends(business, a) < HAPPENS:
        add_tie(business, Tie(b, a, plural(a), many=True, source=source))
        return True
    return False


def _preposition(  # noqa: PLR0917 - private; called at one or two places
    business: Business, a: str, b: str, first: NounPhrase, second: NounPhrase, word: Token, source: str
) -> None:
    deep = depends(business, a)
    if word.word == "of" and kind_of(business, a) == "group":
        add_tie(business, Tie(b, a, a, source=source))
    elif (
        word.word in {"in", "on", "at"}
        and kind_of(business, b) in {"place", "group"}
        and kind_of(business, a) != "group"
    ):
        add_tie(business, Tie(a, b, b, source=source))
    elif word.word in {"per", "of", "for"} or (deep >= 3 and deep >= depends(business, b)):
        several = (
            first.plural
            and second.plural
            and word.word != "per"
            and depends(business, a) == depends(business, b)
        )
        add_tie(business, Tie(a, b, b, many=several, source=source))


def _links(between: list[Token]) -> bool:
    verbs = [t for t in between if t.tag in {"VERB", "HAVE"}]
    if any(t.tag in {"PRON", "WH", "PUNCT"} or t.word in {"and", "or"} for t in between):
        return False
    return bool(verbs) and any(v.lemma in link_verbs() or v.tag == "HAVE" for v in verbs)


def _is_in(between: list[Token]) -> bool:
    """``an object can be in many exhibitions``, ``wards are on a floor``."""
    plain = all(t.tag in {"MODAL", "BE", "PREP", "ADV"} for t in between)
    return plain and any(t.tag == "BE" for t in between) and between[-1].word in {"in", "on", "under"}


def _verb(  # noqa: PLR0917 - private; called at one or two places
    business: Business,
    a: str,
    b: str,
    first: NounPhrase,
    second: NounPhrase,
    between: list[Token],
    source: str,
) -> None:
    """``a`` does something with ``b``; who belongs to whom follows from the numbers that were said."""
    event = _event(business, between)
    counted = {*first.openers, *second.openers}
    exactly = "one" in counted or bool(counted & {"each", "every"} and not second.plural)
    if event and event not in {a, b} and not exactly:
        for name in (a, b):
            add_tie(business, Tie(event, name, name, source=source))
        return
    words = {t.word for t in between} | set(second.openers)
    passive = any(t.tag == "BE" for t in between) and any(t.word == "by" for t in between)
    has = any(
        t.tag == "HAVE" or t.lemma in {"contain", "include", "consist", "own", "hold", "produce", "generate"}
        for t in between
    )
    several_b = second.plural or bool(words & SEVERAL)
    a_is_each = not first.plural or bool(set(first.openers) & _EACH)
    deep_a, deep_b = depends(business, a), depends(business, b)
    if has and several_b:
        if deep_b >= deep_a or deep_b >= 3:
            add_tie(business, Tie(b, a, a, several=True, source=source))
        else:
            add_tie(business, Tie(a, b, plural(b), many=True, source=source))
    elif not several_b:
        if (deep_b > deep_a and not passive and not a_is_each) or deep_b > deep_a + 1:
            add_tie(business, Tie(b, a, a, source=source))
        else:
            add_tie(business, Tie(a, b, b, source=source))
    elif deep_b > deep_a or (a_is_each and deep_a < 3 and not reversed_tie(business, a, b)):
        add_tie(business, Tie(b, a, a, several=True, source=source))
    elif deep_a > deep_b and deep_a >= 3:
        many = not first.plural or bool(words & SEVERAL)
        add_tie(business, Tie(a, b, plural(b) if many else b, many=many, source=source))
    else:
        reverse = reversed_tie(business, a, b)
        if reverse is not None:
            reverse.many, reverse.name = True, plural(b)
        add_tie(business, Tie(a, b, plural(b), many=True, source=source))


def _event(business: Business, between: list[Token]) -> str:
    """The thing that stands for what a verb does: who borrows a book has a loan of it."""
    known = load("events")
    for token in between:
        if token.tag != "VERB":
            continue
        made = str(known["verbs"].get(token.lemma, ""))
        for name in (made, *str(known["instead"].get(made, "")).split()):
            found = next((o for o in business.things if name and (o == name or o.endswith(f"_{name}"))), "")
            if found:
                return found
    return ""


def reversed_tie(business: Business, a: str, b: str) -> Tie | None:
    """The tie by which ``b`` was said to have several of ``a``."""
    return next(
        (t for t in business.ties if t.child == a and t.parent == b and t.several and not t.many), None
    )
