"""Sentence forms that say what is kept about a thing: ``for each job we record``, ``is described by``."""

from itertools import pairwise

from sayso.design.knowledge.known import is_business, is_person_word, known_things
from sayso.design.knowledge.load import word_set
from sayso.design.language.lists import closing, split_items
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote

from .events import event_of, read_events
from .evidence import Evidence, LinkClue, Segment, ThingClue
from .lead import lead_length, strip_lead
from .list_phrases import field_share
from .thing_names import give_words, is_attribute, may_be_thing, thing_name
from .walk import Walk

_EVERY = frozenset(("each", "every"))


def note(evidence: Evidence, segment: Segment, phrase: NounPhrase, weight: float, why: str) -> None:
    source = quote(evidence.text, phrase.tokens)
    evidence.things.append(ThingClue(thing_name(phrase), weight, source, why, segment.number, phrase.plural))


def for_each(evidence: Evidence, segment: Segment, tokens: list[Token]) -> tuple[str, list[Token]]:
    """``For each job we record ...`` and ``per visit: ...``."""
    start = next((i for i, t in enumerate(tokens[:3]) if t.tag not in {"ADV", "CONJ", "PUNCT"}), 0)
    if not tokens or tokens[start].word not in {"for", "per", "about", "on", "of", "after", "during"}:
        return "", tokens
    phrases = noun_phrases(tokens)
    if not phrases or phrases[0].first > start + 1 or not may_be_thing(phrases[0]):
        return "", tokens
    first = phrases[0]
    counted = {"each", "every", "all", "any"} | (
        {"the"} if tokens[start].word in {"for", "about", "of"} else set()
    )
    if tokens[start].word != "per" and not (set(first.openers) & counted or first.plural):
        return "", tokens
    if is_business(first.head) and not set(first.openers) & {"each", "every"}:
        return "", tokens
    if is_attribute(thing_name(first)):
        return "", tokens
    second = phrases[1] if len(phrases) > 1 and phrases[1].first <= first.last + 3 else None
    if second is not None and tokens[first.last + 1].word == "and" and set(first.openers) & {"each", "every"}:
        return _pair(evidence, segment, first, second), tokens[second.last + 1 :]
    note(evidence, segment, first, 2.5, "has values kept for each")
    return thing_name(first), tokens[first.last + 1 :]


def _pair(evidence: Evidence, segment: Segment, first: NounPhrase, second: NounPhrase) -> str:
    """``For each employee and project``: what is kept belongs to the two together."""
    ends = thing_name(first), thing_name(second)
    name = "_".join(ends)
    source = quote(evidence.text, [*first.tokens, *second.tokens])
    evidence.things.append(ThingClue(name, 3.0, source, "has values kept for each pair", segment.number))
    for phrase, end in zip((first, second), ends, strict=True):
        note(evidence, segment, phrase, 1.5, "is part of a pair")
        evidence.links.append(LinkClue(name, end, source, 3.0))
    return name


def subject_of_many(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``Each cow wears an ear tag, was born on some date, has a mother``: all of it is about the cow."""
    phrases = noun_phrases(tokens)
    if not phrases or phrases[0].first or not {*phrases[0].openers} & {"each", "every"}:
        return ""
    subject = phrases[0]
    place = subject.last + 1
    if not may_be_thing(subject) or is_attribute(thing_name(subject)) or place >= len(tokens):
        return ""
    goes_on = [
        b
        for a, b in pairwise(tokens[place:])
        if a.word in {",", "and"} and b.word in {"has", "was", "is", "gets"}
    ]
    if tokens[place].tag != "VERB" or tokens[place].word in give_words() or not goes_on:
        return ""
    note(evidence, segment, subject, 2.5, "has values told of each")
    walk = Walk(evidence, segment, owner=thing_name(subject), sure=True, named=[thing_name(subject)])
    walk.read(tokens[place + 1 :])
    return thing_name(subject)


def own_list(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``Players should be a list of their own``, ``green lots (...) need their own table``."""
    words = [t.word for t in tokens]
    apart = {"own", "separate", "separately"} & set(words) and {
        "list",
        "table",
        "tab",
        "sheet",
        "separate",
        "separately",
        "records",
        "place",
    } & set(words)
    once = "once" in words and {"kept", "stored", "saved", "listed"} & set(words)
    if not apart and not once:
        return ""
    place = next(i for i, w in enumerate(words) if w in {"own", "separate", "separately", "once"})
    found = [
        p
        for p in noun_phrases(tokens)
        if p.first < place and may_be_thing(p) and (p.plural or thing_name(p) in known_things())
    ]
    if not found or (is_attribute(thing_name(found[-1])) and not found[-1].plural):
        return ""
    first = found[0]
    for phrase in found if once else found[:1]:
        note(evidence, segment, phrase, 3.0, "should be kept apart")
    walk = Walk(evidence, segment, owner=thing_name(first), sure=True)
    bracket = next((i for i, t in enumerate(tokens) if t.word == "("), None)
    if bracket is not None:
        walk.read(tokens[bracket + 1 : closing(tokens, bracket)])
    give = next((i for i, t in enumerate(tokens) if i > place and t.word == "with"), None)
    if give is not None:
        end = next(
            (
                i
                for i in range(give, len(tokens))
                if tokens[i].tag == "PRON" or tokens[i].word in {"so", "too", "because"}
            ),
            len(tokens),
        )
        walk.read(tokens[give + 1 : end])
    return thing_name(first)


def described(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``An employee is identified by ...``, ``customers are described by their name and address``."""
    verbs = word_set("talk", "give", "passive")
    for place, token in enumerate(tokens):
        if token.word in verbs and place and any(t.tag == "BE" for t in tokens[max(0, place - 3) : place]):
            subject = next((p for p in noun_phrases(tokens[:place]) if may_be_thing(p)), None)
            start = next(
                (
                    i
                    for i in range(place + 1, min(place + 5, len(tokens)))
                    if tokens[i].word in {"by", "as", "with", "through", "using"}
                ),
                None,
            )
            if subject is None or start is None or is_attribute(thing_name(subject)):
                continue
            note(evidence, segment, subject, 2.5, "is described by values")
            walk = Walk(evidence, segment, owner=thing_name(subject), named=[thing_name(subject)])
            walk.read(tokens[start + 1 :])
            return thing_name(subject)
    return ""


def values_of(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``We store the name, salary and address of each employee``."""
    start = lead_length(tokens)
    for place in range(start + 1, len(tokens) - 1):
        if tokens[place].word not in {"of", "for", "about"} or tokens[place + 1].word not in {
            "each",
            "every",
            "all",
            "our",
            "the",
        }:
            continue
        owners = noun_phrases(tokens[place + 1 :])
        values = tokens[start:place]
        if (
            not owners
            or owners[0].first
            or not may_be_thing(owners[0])
            or is_attribute(thing_name(owners[0]))
        ):
            continue
        if values[0].word in _EVERY and any(t.word in give_words() and t.tag == "PREP" for t in values):
            continue
        several = len(split_items(values)) > 1 or tokens[place + 1].word in {"each", "every"}
        if not several or field_share(values) < 0.6 or any(t.tag in {"WH", "MODAL"} for t in values):
            continue
        note(evidence, segment, owners[0], 2.5, "has values that are kept")
        walk = Walk(evidence, segment, owner=thing_name(owners[0]), sure=True)
        walk.read(values)
        return walk.owner
    return ""


def when_it_happens(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``When it sells I note the date and the price``: the sale has these values."""
    if not tokens or tokens[0].word not in {"when", "once", "whenever", "if", "after"}:
        return ""
    place = next((i for i, t in enumerate(tokens) if i > 1 and t.word in {"i", "we"}), None)
    if place is None or place > 12:
        return ""
    values = strip_lead(tokens[place:])
    event = next((event_of(t) for t in tokens[:place] if event_of(t)), "")
    if not event or len(values) == len(tokens[place:]):
        return ""
    evidence.things.append(
        ThingClue(event, 2.5, quote(evidence.text, tokens[:place]), "happens, and is noted", segment.number)
    )
    walk = Walk(evidence, segment, owner=event, named=[event])
    walk.read(values)
    return event


def passive_list(evidence: Evidence, segment: Segment, tokens: list[Token], topic: str) -> str:
    """``When a member borrows a copy, the loan date and the due date are recorded``."""
    kept = word_set("talk", "lead", "kept") - {"included", "given", "required", "needed"}
    place = next(
        (
            i
            for i, t in enumerate(tokens)
            if t.word in kept and i > 1 and any(b.tag == "BE" for b in tokens[max(0, i - 3) : i])
        ),
        None,
    )
    if place is None:
        return ""
    be = next(i for i in range(place - 1, -1, -1) if tokens[i].tag == "BE")
    while be > 1 and tokens[be - 1].tag in {"TO", "BE", "MODAL", "ADV"}:
        be -= 1
    before = tokens[:be]
    comma = next((i for i, t in enumerate(before) if t.word == ","), -1)
    clause = (
        before[: comma + 1]
        if comma >= 0
        and before[0].word in {"when", "if", "once", "on", "for", "whenever", "after", "in", "additionally"}
        else []
    )
    values = before[comma + 1 :] if clause else before
    if field_share(values) < 0.6:
        return ""
    owner = read_events(evidence, segment, clause, "", 2.0) if clause else topic
    inside = [p for p in noun_phrases(clause) if may_be_thing(p) and not is_attribute(thing_name(p))]
    owner = owner or (thing_name(inside[-1]) if inside else topic)
    if not owner:
        return ""
    Walk(evidence, segment, owner=owner, sure=True).read(values)
    return owner


def records(evidence: Evidence, segment: Segment, tokens: list[Token], topic: str = "") -> str:
    """``A visit records the date, ...``: the subject is kept, with these values.

    ``The report mentions ...`` speaks of the incident report that was the topic before.
    """
    phrases = noun_phrases(tokens)
    back = bool(phrases) and bool(topic) and topic.endswith(f"_{phrases[0].head}")
    if (
        not phrases
        or phrases[0].first > 1
        or not (back or may_be_thing(phrases[0]))
        or is_person_word(thing_name(phrases[0]))
    ):
        return ""
    place = phrases[0].last + 1
    if place >= len(tokens) or tokens[place].lemma not in {
        "mention",
        "state",
        "contain",
        "carry",
        "specify",
        "record",
        "show",
        "track",
        "store",
        "list",
        "need",
        "say",
        "note",
    }:
        return ""
    if is_attribute(thing_name(phrases[0])) or tokens[place].tag != "VERB":
        return ""
    if tokens[place + 1 : place + 2] and tokens[place + 1].tag == "TO":
        return ""
    name = topic if back else thing_name(phrases[0])
    source = quote(evidence.text, phrases[0].tokens)
    evidence.things.append(ThingClue(name, 2.5, source, "records values", segment.number))
    walk = Walk(evidence, segment, owner=name, named=[name])
    walk.read(tokens[place + 1 :])
    return walk.owner
