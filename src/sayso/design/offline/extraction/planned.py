"""Who is planned for what, and when people are away: rows that only sentences about people tell of."""

from dataclasses import replace

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.lists import Item
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.fields import read_field, read_item
from sayso.spec.model import FieldType

from .evidence import Evidence, FieldClue, LinkClue, Segment, ThingClue, Topic
from .thing_names import is_attribute, may_be_thing, thing_name

_THEY = frozenset(("they", "he", "she"))
_PLANS = frozenset(("plan", "decide", "schedule", "assign", "arrange", "set", "organise", "organize"))
_CANNOT = frozenset(("can't", "cannot"))
_ROW = "duty_assignment"
_NEAR = 6


def when_away(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``Volunteers can say when they are unavailable``: rows of their own, from a day to a day."""
    place = next((i for i in range(1, len(tokens) - 2) if _opens_clause(tokens, i)), None)
    people = [p for p in noun_phrases(tokens[: place or 0]) if is_person_word(thing_name(p))]
    if place is None or not people or people[0].first > 1:
        return ""
    if not {verb_lemma(t.word) for t in tokens[people[0].last + 1 : place]} & word_set(
        "events", "tells", "words"
    ):
        return ""
    event = _away(tokens[place + 2 :])
    if not event:
        return ""
    source = quote(evidence.text, tokens[place:])
    evidence.things.append(ThingClue(event, 3.5, source, "is told by people", segment.number))
    for name in ("start date", "end date"):
        evidence.fields.append(FieldClue(event, read_field(name), segment.number))
    _involve(evidence, segment, event, people[0])
    return event


def _opens_clause(tokens: list[Token], place: int) -> bool:
    return tokens[place].word == "when" and tokens[place + 1].word in _THEY


def _away(said: list[Token]) -> str:
    """The row for ``are unavailable``, ``are not available``, ``can't come``."""
    words = [t.word for t in said[:_NEAR]]
    end = next((i for i, w in enumerate(words) if w in {".", ",", ";", "and", "or", "so"}), len(words))
    known = load("events")["away"]
    found = next((str(known[w]) for w in words[:end] if w in known), "")
    denied = any(t.tag == "NEG" for t in said[:end])
    if said[0].tag == "MODAL":
        return "unavailability" if denied or words[0] in _CANNOT else ""
    if said[0].tag != "BE":
        return ""
    return "unavailability" if denied and found == "availability" else "" if denied else found


def who_does_what(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``For each service we plan who serves in which team``: an assignment ties person, service and team."""
    who = next((i for i, t in enumerate(tokens) if t.word == "who"), 0)
    which = next((i for i, t in enumerate(tokens) if i > who + 1 and t.word == "which"), 0)
    each = next((p for p in noun_phrases(tokens[:who]) if {*p.openers} & {"each", "every"}), None)
    if not who or not which or each is None or verb_lemma(tokens[who - 1].word) not in _PLANS:
        return ""
    posts = noun_phrases(tokens[which + 1 :])
    if not posts or posts[0].first or not may_be_thing(each) or is_attribute(thing_name(each)):
        return ""
    source = quote(evidence.text, tokens[who:])
    evidence.things.append(ThingClue(_ROW, 3.5, source, "says who does what", segment.number))
    _involve(evidence, segment, _ROW, each)
    if each.tokens[1].word in word_set("talk", "lead", "weekdays"):
        evidence.fields.append(FieldClue(thing_name(each), read_field("date"), segment.number))
    if may_be_thing(posts[0]) and _is_named_elsewhere(evidence, segment, thing_name(posts[0])):
        _involve(evidence, segment, _ROW, posts[0])
    else:
        guess = replace(read_field(" ".join(posts[0].nouns)), type=FieldType.TEXT)
        evidence.fields.append(FieldClue(_ROW, guess, segment.number))
    person = _people(evidence, segment)
    if person is not None:
        _involve(evidence, segment, _ROW, person)
    else:
        done = read_item(Item(tokens[who : who + 2]))
        evidence.fields += [FieldClue(_ROW, done, segment.number)] if done is not None else []
    return _ROW


def _involve(evidence: Evidence, segment: Segment, row: str, phrase: NounPhrase) -> None:
    """What a row is about is kept, and the row belongs to it."""
    name, said = thing_name(phrase), quote(evidence.text, phrase.tokens)
    evidence.things.append(
        ThingClue(name, 2.0, said, "takes part in something", segment.number, phrase.plural)
    )
    evidence.links.append(LinkClue(row, name, said, 3.0))


def _is_named_elsewhere(evidence: Evidence, apart: Segment, name: str) -> bool:
    """Whether a post is a thing that other sentences speak of, in the plural: *there are teams*."""
    return any(
        phrase.plural and thing_name(phrase) == name
        for segment in evidence.segments
        if segment.number != apart.number and segment.topic is not Topic.ROLE
        for phrase in noun_phrases(segment.tokens)
    )


def _people(evidence: Evidence, apart: Segment) -> NounPhrase | None:
    """Those of whom the description speaks as many: the staff, or the only sort of people there is."""
    found = {
        thing_name(phrase): phrase
        for segment in evidence.segments
        if segment.number != apart.number
        for phrase in noun_phrases(segment.tokens)[:1]
        if phrase.plural and phrase.first <= 1 and is_person_word(thing_name(phrase))
    }
    served = {name for name in found if (known := known_thing(name)) is not None and known.kind == "customer"}
    staff = [phrase for name, phrase in found.items() if name not in served]
    return staff[0] if staff else next(iter(found.values())) if len(found) == 1 else None
