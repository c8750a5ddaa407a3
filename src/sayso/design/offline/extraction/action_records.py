"""What is done to something for a while or for a reason: ``defer a donor with a reason and an end date``."""

from dataclasses import dataclass, field

from sayso.design.knowledge.known import known_thing
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.lists import Item, split_items
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.field_names import name_words
from sayso.design.offline.field_types import known_type
from sayso.design.offline.fields import FieldGuess, read_field, read_item
from sayso.spec.model import FieldType

from .events import event_of
from .evidence import Evidence, FieldClue, LinkClue, Segment, ThingClue
from .lead import lead_length
from .thing_names import is_attribute, may_be_thing, thing_name

_WHENS = frozenset((FieldType.DATE, FieldType.DATETIME, FieldType.TIME))
_SPANS = {"from": "start", "to": "end", "until": "end", "till": "end"}
_AT = frozenset(("on", "for", "at"))
_GIVES = frozenset(("with", "giving", "stating", "noting"))
_PUTS = frozenset(("put", "place", "take", "set"))
_DAY = frozenset(("date", "day", "one", "another", "certain", "given", "later"))
_FAR = 4
_KNOWN, _UNKNOWN = 2.6, 3.2


@dataclass(slots=True)
class _Found:
    """Values that say when and why, and where the first of them begins."""

    guesses: list[FieldGuess] = field(default_factory=list)
    first: int = -1
    last: int = -1


def read_happening(evidence: Evidence, segment: Segment, wish: list[Token]) -> str:
    """Note what happens to a thing, with when and why; nothing where the wish tells neither."""
    put = next((i for i, t in enumerate(wish[:_FAR]) if t.word in _PUTS), len(wish))
    start = min(put, lead_length(wish))
    near = enumerate(wish[start : start + _FAR], start)
    place = next((i for i, t in near if t.tag == "VERB" or t.word in _PUTS), None)
    if place is None:
        return ""
    found = _values(wish, place + 1)
    event, state = event_of(wish[place]), None
    if not event and verb_lemma(wish[place].word) in _PUTS:
        state = _state_after(wish[place + 1 :])
        event = thing_name(state) if state is not None else ""
        if _is_out(wish, state):
            event = "outage"
    event = event or str(load("events")["happens"].get(verb_lemma(wish[place].word), ""))
    stop = found.first if found.first >= 0 else len(wish)
    after = wish[place + 1 : stop]
    things = [p for p in noun_phrases(after) if may_be_thing(p) and after[p.first - 1].word != "for"]
    things = [
        p for p in things if p is not state and not is_attribute(thing_name(p)) and thing_name(p) != event
    ]
    things = [p for p in things if state is None or thing_name(p) != thing_name(state)]
    if not event or not found.guesses or not things:
        return ""
    source = quote(evidence.text, wish[place : max(found.last, place + 1)])
    evidence.things.append(ThingClue(event, 2.5, source, "happens, with when or why", segment.number))
    for phrase in things[:2]:
        said = quote(evidence.text, phrase.tokens)
        weight = _KNOWN if known_thing(thing_name(phrase)) is not None else _UNKNOWN
        clue = ThingClue(
            thing_name(phrase), weight, said, "has something happen", segment.number, phrase.plural
        )
        evidence.things.append(clue)
        evidence.links.append(LinkClue(event, thing_name(phrase), source, 2.0))
    evidence.fields += [FieldClue(event, guess, segment.number) for guess in found.guesses]
    return event


def _is_out(wish: list[Token], state: NounPhrase | None) -> bool:
    """``out of service``: what is put there is gone for a while."""
    before = next((i for i, t in enumerate(wish) if state is not None and t is state.tokens[0]), 0)
    return [t.word for t in wish[max(0, before - 2) : before]] == ["out", "of"]


def _state_after(tokens: list[Token]) -> NounPhrase | None:
    """The quarantine that something is put in: a bare noun that is no place."""
    for phrase in noun_phrases(tokens):
        before = tokens[phrase.first - 1].word if phrase.first else ""
        known = known_thing(thing_name(phrase))
        bare = not phrase.openers and not phrase.plural and (known is None or known.kind != "place")
        if before in {"in", "into", "under", "on", "of"} and bare and not is_attribute(thing_name(phrase)):
            return phrase
    return None


def _values(wish: list[Token], start: int) -> _Found:
    """Days, times and reasons behind prepositions: ``from a date to a date``, ``with a reason``."""
    found = _Found()
    place = start
    while place < len(wish):
        word = wish[place].word
        following = _phrase_at(wish, place + 1)
        guesses: list[FieldGuess] = []
        if word in _GIVES:
            end = next((i for i in range(place, len(wish)) if wish[i].word in {".", ";", "("}), len(wish))
            guesses = _why(wish[place + 1 : end])
            following = end
        elif word in _SPANS or word in _AT:
            guesses = _when(word, wish[place + 1 : following])
        if guesses:
            found.first = place if found.first < 0 else found.first
            found.guesses += [g for g in guesses if all(g.name != o.name for o in found.guesses)]
            found.last = place = following
        else:
            place += 1
    return found


def _phrase_at(wish: list[Token], start: int) -> int:
    end = start
    while end < len(wish) and wish[end].tag in {"DET", "ADJ", "NOUN", "NUM", "PRON"} and end - start < _FAR:
        end += 1
    return end


def _why(tokens: list[Token]) -> list[FieldGuess]:
    """The values of a list, when all of them tell when or why."""
    told: list[FieldGuess] = []
    for item in split_items(tokens):
        words = name_words(item.tokens)
        kind = known_type(words)
        reason = bool(words) and words[-1] in word_set("events", "why", "words")
        guess = read_item(item) if reason or kind in _WHENS else None
        if guess is None:
            return []
        told.append(guess)
    return told


def _when(word: str, tokens: list[Token]) -> list[FieldGuess]:
    """``until a date`` is an end date, ``from a start time`` the start time."""
    words = [t.word for t in tokens if t.tag not in {"DET", "POSS"} or t.word == "another"]
    said = name_words(tokens)
    if word in _SPANS and (words in (["time"], ["hour"]) or (words and set(words) <= _DAY)):
        unit = "time" if words[-1] in {"time", "hour"} else "date"
        return [read_field(f"{_SPANS[word]} {unit}")]
    if not said or known_type(said) not in _WHENS:
        return []
    if word in _AT and set(words) <= _DAY:
        return [read_field("date")]
    guess = read_item(Item(tokens))
    return [guess] if guess is not None else []
