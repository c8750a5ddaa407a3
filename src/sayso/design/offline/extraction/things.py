"""Find the things a description keeps records of, and the values it keeps about each."""

from dataclasses import replace
from itertools import pairwise

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import readings
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token

from .action_records import read_happening
from .attendance import who_comes
from .bracketed import brackets
from .events import bare_event, read_events
from .evidence import Evidence, Segment, Topic
from .exclusions import wanted
from .forms import (
    described,
    for_each,
    note,
    own_list,
    passive_list,
    records,
    subject_of_many,
    values_of,
    when_it_happens,
)
from .labels import labelled
from .lead import lead_length, strip_lead
from .list_phrases import field_share, named_token
from .noted import done_with, noted_of_each, requested, written_down
from .planned import when_away, who_does_what
from .sorts import sorts_of_one
from .states import label_owner
from .stories import read_story
from .thing_names import is_attribute, may_be_thing, thing_name
from .titles import names_the_whole
from .walk import Walk

_MOST = 0.6
_BACK = frozenset(("it", "they", "each", "this", "these", "he", "she"))


def read_things(evidence: Evidence) -> None:
    """Add clues about things and values from every segment that talks about what is kept."""
    topic = ""
    if evidence.segments and names_the_whole(evidence.segments):
        evidence.segments[0].title = True
    for place, segment in enumerate(evidence.segments):
        if segment.topic is Topic.STATE and segment.label:
            topic = label_owner(segment) or topic
        if segment.topic not in {Topic.BODY, Topic.THINGS, Topic.RULE} or segment.title:
            continue
        tokens = wanted(segment)
        if not tokens:
            continue
        segment = replace(segment, tokens=tokens)  # noqa: PLW2901 - only what is wanted is read
        if place == 0 and not segment.label and not _is_sentence(tokens):
            segment.topic = Topic.THINGS
        topic = _read(evidence, segment, topic) or topic


def _read(evidence: Evidence, segment: Segment, topic: str) -> str:
    story = read_story(segment.tokens)
    if story is not None:
        return _story(evidence, segment, story.wish, topic, story.role)
    if topic and segment.label and segment.label[-1].word in {"those", "them", "these", "it"}:
        Walk(evidence, segment, owner=topic, sure=True, named=[topic]).read(segment.tokens)
        return topic
    if segment.label and segment.topic is Topic.BODY:
        said = [*segment.label, *named_token(":", segment.label[-1]), *segment.tokens]
        noted = noted_of_each(evidence, segment, said) or written_down(evidence, segment, said)
        if noted:
            return noted
        comes = who_comes(evidence, segment)
        asked = any(t.word == "who" for t in segment.label)
        owner = comes if comes and asked else labelled(evidence, segment, _sentence)
        if owner is not None:
            return owner
    tokens = segment.tokens
    planned = who_does_what(evidence, segment, tokens) or when_away(evidence, segment, tokens)
    return planned or who_comes(evidence, segment) or _sentence(evidence, segment, segment.tokens, topic)


def _story(evidence: Evidence, segment: Segment, wish: list[Token], topic: str, role: str = "") -> str:
    colon = next((i for i, t in enumerate(wish) if t.word == ":"), None)
    event = read_events(evidence, segment, wish[:colon], role, 1.8)
    if colon is not None and not event:
        event = bare_event(evidence, segment, wish[:colon])
    happening = read_happening(evidence, segment, wish) if colon is None else ""
    if happening:
        return happening
    if event and colon is not None:
        Walk(evidence, segment, owner=event, sure=True, named=[event]).read(wish[colon + 1 :])
        return event
    end = next((i for i, t in enumerate(wish) if t.word in {"with", ":", "("}), len(wish))
    phrases = noun_phrases(wish[:end])
    keeping = word_set("talk", "lead", "keeping")
    for phrase in phrases:
        verb = next((t for t in reversed(wish[: phrase.first]) if t.tag == "VERB"), None)
        if may_be_thing(phrase) and verb is not None and not is_attribute(thing_name(phrase)):
            near = sum(t.tag in {"NOUN", "PREP"} for t in wish[wish.index(verb) + 1 : phrase.first]) == 0
            kept = verb.lemma in keeping
            weight = (1.6 if kept else 0.8) if near else 0.5
            note(evidence, segment, phrase, weight, "is worked with in a story")
    return _sentence(evidence, segment, wish, topic)


def _sentence(evidence: Evidence, segment: Segment, tokens: list[Token], topic: str) -> str:  # noqa: C901 - a ladder of readings, tried in order
    walk = Walk(evidence, segment)
    body = tokens
    owner, rest = for_each(evidence, segment, body)
    if owner:
        walk.owner, walk.named, body = owner, [owner], strip_lead(_after_doer(rest))
        walk.read(body)
        return walk.owner
    own = own_list(evidence, segment, body)
    if own:
        brackets(evidence, segment, body, walk)
        return own
    for form in (sorts_of_one, described, noted_of_each, written_down, requested, values_of, subject_of_many):
        found = form(evidence, segment, body)
        if found:
            return found
    back = next((i for i, t in enumerate(body[:4]) if t.tag not in {"ADV", "CONJ", "PUNCT"}), 0)
    if (
        topic
        and body[back].word in _BACK
        and back + 1 < len(body)
        and body[back + 1].tag in {"HAVE", "MODAL", "VERB"}
    ):
        verb = next(
            (
                i
                for i, t in enumerate(body[: back + 4])
                if t.tag == "HAVE" or t.word in {"needs", "need", "gets", "includes"}
            ),
            None,
        )
        if verb is not None:
            walk.owner, walk.named = topic, [topic]
            walk.read(body[verb + 1 :])
            return walk.owner
    if topic and _is_only_values(body):
        Walk(evidence, segment, owner=topic, sure=True, named=[topic]).read(body)
        return topic
    lead = lead_length(body)
    recorded = done_with(evidence, segment, body, topic) or records(evidence, segment, body, topic)
    if recorded:
        return recorded
    walk.listing = lead > 0 or segment.continued or bool(segment.label) or segment.topic is Topic.THINGS
    walk.subject = topic if lead else _subject(body, topic)
    happening = when_it_happens(evidence, segment, body)
    if happening:
        return happening
    passive = passive_list(evidence, segment, body, topic)
    if passive:
        return passive
    if lead and topic and body[0].word in {"we", "i"} and _is_about(body[lead:]):
        walk.owner, walk.named = topic, [topic]
    walk.read(body[lead:])
    if not walk.named or walk.stopped:
        read_events(evidence, segment, body, "", 2.0 if segment.topic is Topic.THINGS else 1.0)
    brackets(evidence, segment, body, walk)
    return walk.owner or _subject(body, topic)


def _is_about(values: list[Token]) -> bool:
    """Whether what is noted, *the amount and when it was paid*, is about what was spoken of before."""
    phrases = noun_phrases(values)
    first = bool(phrases) and phrases[0].first == 0 and phrases[0].openers[:1] == ["the"]
    return first and is_attribute(thing_name(phrases[0])) and field_share(values) >= _MOST


def _is_only_values(tokens: list[Token]) -> bool:
    """``name, phone, price, ready on``: a bare list that begins with a name tells of what was spoken of."""
    named = bool(tokens) and tokens[0].word == "name" and len(tokens) > 1 and tokens[1].word == ","
    return named and field_share(tokens) >= _MOST and not any(t.tag in {"BE", "MODAL"} for t in tokens)


def _after_doer(tokens: list[Token]) -> list[Token]:
    """``the technician measures ph`` without who does it."""
    phrases = noun_phrases(tokens)
    start = next((i for i, t in enumerate(tokens) if t.tag != "PUNCT"), 0)
    for place, (doer, acting) in enumerate(pairwise(tokens[:5])):
        if is_person_word(doer.word) and acting.word.endswith("s") and "VERB" in readings(acting.word):
            return tokens[place + 2 :]
    if not phrases or phrases[0].first != start or not is_person_word(thing_name(phrases[0])):
        return tokens
    place = phrases[0].last + 1
    return tokens[place + 1 :] if place < len(tokens) - 1 and tokens[place].tag == "VERB" else tokens


def _subject(tokens: list[Token], topic: str) -> str:
    """The thing a sentence is about: its first noun phrase, when that is well known or was named."""
    phrases = noun_phrases(tokens)
    if phrases and phrases[0].first <= 2 and may_be_thing(phrases[0]):
        name = thing_name(phrases[0])
        if known_thing(name) is not None or name == topic:
            return name
    return topic


def _is_sentence(tokens: list[Token]) -> bool:
    return any(t.tag in {"BE", "MODAL", "PRON"} for t in tokens[:6])
