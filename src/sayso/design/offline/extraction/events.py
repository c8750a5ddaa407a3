"""Verbs that make an event: who borrows something makes a loan."""

from sayso.design.knowledge.known import is_person_word
from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token, quote

from .evidence import Evidence, LinkClue, Segment, ThingClue, Topic
from .thing_names import is_attribute, may_be_thing, thing_name

_EACH = frozenset(("each", "every"))


def event_of(token: Token) -> str:
    """The event that a verb makes, or nothing."""
    if token.tag not in {"VERB", "NOUN"}:
        return ""
    if token.tag == "NOUN" and token.word != verb_lemma(token.word):
        return ""
    return str(load("events")["verbs"].get(verb_lemma(token.word), "")) if token.tag == "VERB" else ""


def _with_particle(tokens: list[Token], place: int) -> str:
    """``sign up`` and ``check in`` are verbs of two words."""
    following = tokens[place + 1].word if place + 1 < len(tokens) else ""
    pairs = {
        ("sign", "up"): "signup",
        ("check", "in"): "check_in",
        ("check", "out"): "checkout",
        ("pay", "out"): "payout",
    }
    return pairs.get((verb_lemma(tokens[place].word), following), "")


def followed(tokens: list[Token], place: int) -> bool:
    """Whether a verb that makes an event only before some words stands before one of them."""
    wanted = load("events")["followed"].get(verb_lemma(tokens[place].word))
    following = tokens[place + 1].word if place + 1 < len(tokens) else ""
    return wanted is None or following in str(wanted).split()


def bare_event(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """The event of ``apply for telescope time:``, told by its verb alone because its values follow."""
    for place, token in enumerate(tokens):
        event = event_of(token)
        if event and followed(tokens, place):
            source = quote(evidence.text, tokens[place:])
            evidence.things.append(ThingClue(event, 2.5, source, "is done, with values", segment.number))
            return event
    return ""


def read_events(evidence: Evidence, segment: Segment, tokens: list[Token], doer: str, weight: float) -> str:
    """Note the event of a sentence with what it ties together, and give its name."""
    phrases = [p for p in noun_phrases(tokens) if may_be_thing(p) and not is_attribute(thing_name(p))]
    for place, token in enumerate(tokens):
        event = _with_particle(tokens, place) or event_of(token)
        after = [p for p in phrases if place < p.first <= place + 8]
        if event and not after and _with_particle(tokens, place):
            after = [p for p in phrases if p.last < place][-1:]
        if after and {t.word for t in tokens[place : after[0].first]} & {",", ";", "/", ":", ")"}:
            after = []
        gerund = token.word.endswith("ing") and place + 1 < len(tokens) and tokens[place + 1].tag == "NOUN"
        lasting = [t.word for t in tokens[max(place - 2, 0) : place]] == ["time", "to"]
        if not event or not after or gerund or lasting or not followed(tokens, place):
            continue
        if any(thing_name(p).endswith(event) for p in phrases):
            return next(thing_name(p) for p in phrases if thing_name(p).endswith(event))
        source = quote(evidence.text, [token, *after[0].tokens])
        evidence.things.append(ThingClue(event, weight, source, "is something that is done", segment.number))
        subject = next(
            (thing_name(p) for p in phrases if p.last < place and is_person_word(thing_name(p))), doer
        )
        for phrase in [p for p in phrases if p.last < place][-1:] + after[:1]:
            named = quote(evidence.text, phrase.tokens)
            evidence.things.append(
                ThingClue(
                    thing_name(phrase),
                    1.1 if segment.topic is Topic.THINGS else 0.8,
                    named,
                    "takes part in something",
                    segment.number,
                    phrase.plural,
                )
            )
        involved = [thing_name(p) for p in after[:2]]
        involved += [thing_name(p) for p in phrases if p.last == place - 1 and {*p.openers} & _EACH]
        for name in [*([subject] if subject else []), *involved]:
            if name != event:
                evidence.links.append(LinkClue(event, name, source, 1.5))
        return event
    return ""
