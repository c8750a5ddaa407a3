"""Labelled lists: ``Speakers: name, bio`` gives values of speakers; ``Categories: a, b`` gives choices."""

from collections.abc import Callable
from itertools import pairwise

from sayso.design.knowledge.known import is_business, is_talk, known_thing, known_things
from sayso.design.knowledge.load import word_set
from sayso.design.language.lists import closing, split_items
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.field_notes import option_names

from .bracketed import brackets
from .events import read_events
from .evidence import Evidence, LinkClue, Segment, ThingClue, Topic
from .forms import note
from .list_phrases import field_share
from .sorts import without_sorts
from .speaker import own_names
from .thing_names import is_attribute, is_collective, may_be_thing, thing_name
from .titles import is_title
from .topics import is_log
from .walk import Walk

_LEAST_COMMAS = 2
_MOSTLY = 0.5
_ROWS = (["entry"], ["row"])


def labelled(  # noqa: C901, PLR0912 - a ladder of readings, tried in order
    evidence: Evidence, segment: Segment, sentence: Callable[[Evidence, Segment, list[Token], str], str]
) -> str | None:
    """``Speakers: name, bio`` gives values of speakers; ``Categories: a, b`` gives choices."""
    phrase = _label_phrase(segment.label)
    if phrase is None or is_title(evidence, segment, phrase):
        return None
    if entry := _entries(evidence, segment, phrase):
        return entry
    if _things_with_values(segment) or thing_name(phrase) in own_names(evidence):
        segment.topic = Topic.THINGS
        return None
    event = (
        read_events(evidence, segment, segment.label, "", 2.0)
        if any(t.tag == "VERB" for t in segment.label)
        else ""
    )
    if event and field_share(segment.tokens) >= 0.5:
        Walk(evidence, segment, owner=event, sure=True, named=[event]).read(segment.tokens)
        return event
    name = thing_name(phrase)
    share = field_share(segment.tokens)
    options = option_names(segment.tokens)
    if (
        is_attribute(name) or is_talk(phrase.head) or phrase.head in word_set("talk", "labels", "option")
    ) and share < 0.5:
        if len(options) >= 2:
            evidence.options[name] = options
            return ""
        return None
    if _is_log(phrase, segment):
        name = phrase.full_name
    elif not may_be_thing(phrase) or (is_business(phrase.head) and not phrase.plural and share < 0.3):
        return None
    clause = any(
        t.tag in {"MODAL", "BE"} or (t.tag == "PRON" and t.word in {"i", "we", "you"}) for t in segment.tokens
    )
    if clause and share < 0.4:
        note(evidence, segment, phrase, 2.0, "is a heading")
        sentence(evidence, segment, segment.tokens, name)
        return name
    if share < 0.3 and len(options) >= 2 and name not in known_things() and _all_things(segment):
        return None
    source = quote(evidence.text, phrase.tokens)
    why = "is a heading with values under it"
    evidence.things.append(ThingClue(name, 4.0, source, why, segment.number, phrase.plural))
    if "(" in [t.word for t in segment.label]:
        brackets(evidence, segment, segment.label, Walk(evidence, segment))
    walk = Walk(evidence, segment, owner=name, sure=True, named=[name])
    walk.read(without_sorts(evidence, segment, name))
    paired = any(t.word in {"and", "&", ",", "/", "+"} for t in segment.label)
    for other in [] if paired else noun_phrases(segment.label):
        if (
            other is not phrase
            and thing_name(other) != name
            and may_be_thing(other)
            and known_thing(thing_name(other))
            and not is_business(other.head)
        ):
            evidence.links.append(LinkClue(name, thing_name(other), quote(evidence.text, segment.label), 1.0))
    return name


def _entries(evidence: Evidence, segment: Segment, phrase: NounPhrase) -> str:
    """``Cash book: entries with date, amount``: what is kept are the entries of it."""
    phrases = noun_phrases(segment.tokens)
    if not phrases or phrases[0].first or not phrases[0].plural or phrases[0].nouns not in _ROWS:
        return ""
    place = phrases[0].last + 1
    sign = segment.tokens[place].word if place < len(segment.tokens) else ""
    if sign not in {"with", "("}:
        return ""
    end = closing(segment.tokens, place) if sign == "(" else len(segment.tokens)
    name = f"{phrase.name}_{phrases[0].head}"
    source = quote(evidence.text, phrases[0].tokens)
    evidence.things.append(
        ThingClue(name, 4.0, source, "is written down again and again", segment.number, plural=True)
    )
    Walk(evidence, segment, owner=name, sure=True, named=[name]).read(segment.tokens[place + 1 : end])
    return name


def _is_log(phrase: NounPhrase, segment: Segment) -> bool:
    """``Daily log: child, date, arrived``: what is written down each time is what is kept."""
    several = sum(t.word == "," for t in segment.tokens) >= _LEAST_COMMAS
    return is_log(phrase.tokens) and several and field_share(segment.tokens) >= _MOSTLY


def _things_with_values(segment: Segment) -> bool:
    """Whether most items are things that bring values of their own, in brackets or after *with*."""
    items = [item for item in split_items(segment.tokens) if item.tokens]
    bearing = 0
    for item in items:
        phrases = noun_phrases(item.tokens)
        inside = item.brackets and field_share(item.brackets[0]) >= 0.5
        if phrases and phrases[0].plural and may_be_thing(phrases[0]) and inside:
            bearing += 1
    first = noun_phrases(items[0].tokens) if items else []
    opens = (
        bool(first) and first[0].plural and may_be_thing(first[0]) and thing_name(first[0]) in known_things()
    )
    giving = any(t.word == "with" for item in items for t in item.tokens)
    return bearing >= 2 or (
        opens and (bearing == 1 or giving) and len(first[0].tokens) == len(items[0].tokens)
    )


def _all_things(segment: Segment) -> bool:
    items = [noun_phrases(item.tokens) for item in split_items(segment.tokens)]
    named = [phrases[0] for phrases in items if phrases]
    return len(named) >= 2 and sum(p.plural and may_be_thing(p) for p in named) * 2 >= len(named)


def _happens(phrase: NounPhrase) -> bool:
    """``sessions take place at home``: what happens is what the label is about, not where or with whom."""
    if phrase.first or not (phrase.plural or {*phrase.openers} & {"a", "an", "each", "every"}):
        return False
    known = known_thing(thing_name(phrase))
    return known is not None and known.kind in {"event", "document"}


def _label_phrase(label: list[Token]) -> NounPhrase | None:
    """The phrase of a label that names the thing: ``data per visit`` gives the visit."""
    cut = next((i for i, t in enumerate(label) if t.word == "(" and i), len(label))
    phrases = noun_phrases(label[:cut])
    acting = any(t.tag in {"VERB", "HAVE", "BE"} for t in label[:cut])
    if acting and phrases and _happens(phrases[0]):
        return phrases[0]
    if acting and len(phrases) > 1 and may_be_thing(phrases[-1]):
        states = any(t.tag == "BE" for t in label[:cut]) and known_thing(thing_name(phrases[-1])) is None
        states |= any(a.tag == "BE" and b.tag == "VERB" for a, b in pairwise(label[:cut]))
        of_it = label[phrases[-1].first - 1].word == "of" and not is_collective(phrases[-2].head)
        return phrases[0] if states else phrases[-2 if of_it and may_be_thing(phrases[-2]) else -1]
    for phrase in phrases:
        if may_be_thing(phrase) and (
            phrase.head not in word_set("talk", "lead", "collective") or len(phrase.nouns) > 1
        ):
            return phrase
    return phrases[0] if phrases else None
