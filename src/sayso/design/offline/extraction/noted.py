"""What is noted again and again about something: each note is a row of its own, with a day and values."""

from sayso.design.knowledge.known import is_lasting, is_person_word, known_things
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import inflect, noun_lemma, verb_lemma
from sayso.design.language.lists import split_items
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.field_names import name_words
from sayso.design.offline.field_types import known_type
from sayso.design.offline.fields import read_field
from sayso.spec.model import FieldType

from .events import event_of
from .evidence import Evidence, FieldClue, LinkClue, Segment, ThingClue
from .list_phrases import ASKING, field_share
from .thing_names import is_attribute, may_be_thing, thing_name
from .walk import Walk

_OF = frozenset(("per", "of", "for", "on", "from", "at", "in"))
_GIVES = frozenset(("with", ":", "("))
_BACK = frozenset(("it", "that", "this", "them", "these", "those"))
_WHENS = frozenset((FieldType.DATE, FieldType.DATETIME, FieldType.TIME))
_NUMBERS = frozenset((FieldType.INTEGER, FieldType.DECIMAL))
_HALF = 0.5
_FAR = 5
_REQUESTS = frozenset(("request", "requests"))
_WANTS = frozenset(("want", "need", "have", "like", "try"))


def noted_of_each(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``I log hours per project with date and hours``: a time entry of a project, not the project itself."""
    place = _noting(tokens)
    give = next((i for i, t in enumerate(tokens) if i > place and t.word in _GIVES), None)
    if place < 0 or give is None:
        return ""
    values = tokens[give + 1 :]
    phrases = noun_phrases(tokens[place + 1 : give])
    if len(phrases) < 2 or phrases[0].first or not _tells_when(values):
        return ""
    said = tokens[place + 1 : give]
    wholes = [p for p in phrases[1:] if _ends(said, p) and said[p.first - 1].word in _OF]
    measures = [p for p in phrases if wholes and p.last < wholes[0].first and _is_measure(p)]
    event = _entry(phrases[0], said[: wholes[0].first] if wholes else [])
    event = "measurement" if len(measures) > 1 else event
    if not wholes or not event or not may_be_thing(wholes[0]) or is_attribute(thing_name(wholes[0])):
        return ""
    whole = thing_name(wholes[0])
    source = quote(evidence.text, said)
    evidence.things.append(ThingClue(event, 3.0, source, "is noted again and again", segment.number))
    named = quote(evidence.text, wholes[0].tokens)
    evidence.things.append(ThingClue(whole, 2.0, named, "has something noted", segment.number))
    evidence.links.append(LinkClue(event, whole, source, 3.0))
    for measure in measures if len(measures) > 1 else []:
        evidence.fields.append(FieldClue(event, read_field(" ".join(measure.nouns)), segment.number))
    Walk(evidence, segment, owner=event, sure=True, named=[event]).read(values)
    return event


def _ends(said: list[Token], phrase: NounPhrase) -> bool:
    """Whether only how often follows: ``of each patient every 4 hours``."""
    following = said[phrase.last + 1 : phrase.last + 2]
    return not following or following[0].word in {
        "every",
        "each",
        "daily",
        "weekly",
        "monthly",
        "per",
        "twice",
    }


def _is_measure(phrase: NounPhrase) -> bool:
    return known_type([noun_lemma(word) for word in phrase.nouns]) in _NUMBERS


def written_down(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``Customers complain, we write that down with the date``: the complaint is what is written down."""
    happened, values = _written(tokens)
    deeds = {
        _deed(t, happened[i + 1 : i + 2])
        for i, t in enumerate(happened)
        if t.tag == "VERB" and verb_lemma(t.word) not in _WANTS
    }
    found = _looked_for(happened)
    event = found or (deeds.pop() if len(deeds) == 1 and _tells_when(values) else "")
    if not event:
        return ""
    source = quote(evidence.text, happened)
    evidence.things.append(ThingClue(event, 2.5, source, "happens, and is written down", segment.number))
    around = [p for p in noun_phrases(happened) if may_be_thing(p) and not is_attribute(thing_name(p))]
    for phrase in [p for p in around if thing_name(p) != event][:2]:
        named = quote(evidence.text, phrase.tokens)
        evidence.things.append(
            ThingClue(
                thing_name(phrase), 1.1, named, "takes part in something", segment.number, phrase.plural
            )
        )
        evidence.links.append(LinkClue(event, thing_name(phrase), source, 1.5))
    Walk(evidence, segment, owner=event, sure=True, named=[event]).read(values)
    return event


def _written(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """What happened and what is told of it: ``we write that down with …``, ``and I write: …``."""
    noting = word_set("talk", "lead", "noting")
    note = next((i for i, t in enumerate(tokens) if i > 1 and verb_lemma(t.word) in noting), 0)
    if (
        note
        and tokens[note - 1].word == "and"
        and tokens[note + 1 : note + 2]
        and tokens[note + 1].word == "the"
    ):
        return tokens[: note - 1], tokens[note + 1 :]
    give = next((i for i, t in enumerate(tokens) if t.word in {"with", ":"}), 0)
    if tokens and tokens[give].word == ":":
        back = give - 1 if tokens[give - 1].word == "down" else give
    else:
        back = next((i for i in range(max(0, give - 2), give) if tokens[i].word in _BACK), 0)
    if back < 2 or verb_lemma(tokens[back - 1].word) not in noting:
        return [], []
    return tokens[: back - 1], tokens[give + 1 :]


def _looked_for(happened: list[Token]) -> str:
    """The damage of ``we check for damage and write it down``."""
    phrases = noun_phrases(happened)
    if not phrases or phrases[-1].openers or phrases[-1].first < 2:
        return ""
    known, before = known_things().get(thing_name(phrases[-1])), happened[phrases[-1].first - 1]
    return known.name if known is not None and known.kind == "event" and before.word == "for" else ""


def done_with(evidence: Evidence, segment: Segment, tokens: list[Token], topic: str) -> str:
    """``We treat them with product, dose and date``: it is the treatment that has these values."""
    give = next((i for i, t in enumerate(tokens) if t.word == "with"), 0)
    place = next((i for i, t in enumerate(tokens[:_FAR]) if t.tag == "VERB"), 0)
    if not 0 < place < give or not _tells_when(tokens[give + 1 :]) or _keeps(tokens[place]):
        return ""
    after = tokens[place + 1 : give]
    event = _deed(tokens[place], after[:1])
    done_to = [
        p for p in noun_phrases(after) if p.first == 0 and may_be_thing(p) and not is_attribute(thing_name(p))
    ]
    them = bool(after) and after[0].word in _BACK and bool(topic)
    spoken = next((link.parent for link in reversed(evidence.links) if link.child == topic), topic)
    whole = thing_name(done_to[0]) if done_to else spoken if them else ""
    doer = [p for p in noun_phrases(tokens[:place]) if is_person_word(thing_name(p))]
    if (
        not event
        or not whole
        or event == whole
        or not (doer or {t.word for t in tokens[:place]} & {"we", "i"})
    ):
        return ""
    source = quote(evidence.text, tokens[place:give])
    evidence.things.append(ThingClue(event, 2.5, source, "is done, with values", segment.number))
    evidence.things.append(ThingClue(whole, 1.1, source, "has something done to it", segment.number))
    evidence.links.append(LinkClue(event, whole, source, 2.0))
    Walk(evidence, segment, owner=event, sure=True, named=[event]).read(tokens[give + 1 :])
    return event


def _keeps(verb: Token) -> bool:
    """Whether a verb only says that something is kept, as in ``we register patients with a birth date``."""
    return verb_lemma(verb.word) in word_set("talk", "lead", "noting")


def requested(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``Employees request leave with a start date``: where requests are spoken of, it is a leave request."""
    place = next((i for i, t in enumerate(tokens[:_FAR]) if i and t.word in _REQUESTS), 0)
    phrases = noun_phrases(tokens[place + 1 :])
    if not place or not phrases or phrases[0].first or not may_be_thing(phrases[0]):
        return ""
    give = place + phrases[0].last + 2
    asked, name = thing_name(phrases[0]), f"{thing_name(phrases[0])}_request"
    if (
        give >= len(tokens)
        or tokens[give].word not in _GIVES
        or not (is_lasting(asked) or name in known_things() or _speaks_of_requests(evidence, segment))
    ):
        return ""
    subject = [p for p in noun_phrases(tokens[:place]) if is_person_word(thing_name(p))]
    if is_attribute(asked) or not subject:
        return ""
    source = quote(evidence.text, tokens[place:give])
    evidence.things.append(ThingClue(name, 3.0, source, "is requested, with values", segment.number))
    person = thing_name(subject[0])
    evidence.things.append(
        ThingClue(
            person, 1.1, quote(evidence.text, subject[0].tokens), "takes part in something", segment.number
        )
    )
    evidence.links += [LinkClue(name, other, source, 1.5) for other in (person, asked)]
    Walk(evidence, segment, owner=name, sure=True, named=[name]).read(tokens[give + 1 :])
    return name


def _speaks_of_requests(evidence: Evidence, apart: Segment) -> bool:
    return any(
        phrase.head == "request" and len(phrase.nouns) > 1
        for segment in evidence.segments
        if segment.number != apart.number
        for phrase in noun_phrases(segment.tokens)
    )


def _noting(tokens: list[Token]) -> int:
    """Place of the last word of ``we log``, ``employees write down``; less than nothing without one."""
    for place, token in enumerate(tokens[:_FAR]):
        if token.tag == "VERB" and verb_lemma(token.word) in word_set("talk", "lead", "noting"):
            return place + 1 if tokens[place + 1 : place + 2] and tokens[place + 1].word == "down" else place
    return -1


def _tells_when(values: list[Token]) -> bool:
    """Whether a list of values has a day or time in it: what it is about happens again and again."""
    items = split_items(values)
    when = any(known_type(name_words(i.tokens)) in _WHENS or i.words[:1] == ["when"] for i in items)
    asked = sum(i.words[0] in ASKING for i in items if i.words)
    return when and (field_share(values) >= _HALF or asked > 0)


def _entry(phrase: NounPhrase, between: list[Token]) -> str:
    """The row that holds a measure: hours are noted in time entries, mileage in readings."""
    known = str(load("events")["noted"].get(phrase.head, ""))
    if known or any(
        t.tag in {"VERB", "MODAL"} and t.word not in {"work", "worked", "spend"} for t in between
    ):
        return known
    return f"{phrase.name}_reading" if _is_measure(phrase) else ""


def _deed(token: Token, after: list[Token]) -> str:
    """The event of a verb that is written down: ``watering`` of *water*, ``breakdown`` of *breaks down*."""
    verb = verb_lemma(token.word)
    names = [inflect(verb, "VBG"), *(f"{verb}{joint}{t.word}" for t in after for joint in ("", "_"))]
    known = [name for name in names if name in known_things() and known_things()[name].kind == "event"]
    return event_of(token) or str(load("events")["happens"].get(verb, "")) or next(iter(known), "")
