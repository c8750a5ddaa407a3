"""People who come: visitors who sign in and out, customers who bring what is repaired.

Each coming is a row of its own. What is told then, beside who they are, is told of the coming.
"""

from sayso.design.knowledge.known import is_person_word, known_thing, known_things
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.fields import read_field
from sayso.spec.model import FieldType

from .evidence import Evidence, FieldClue, LinkClue, Segment, ThingClue, Topic
from .thing_names import thing_name

_TOLD = frozenset((Topic.BODY, Topic.THINGS))
_SEEING = frozenset(("see", "visit", "meet"))
_ASKED = frozenset(("who", "whom", "which"))
_THEY = frozenset(("they", "he", "she"))
_HAPPENS = frozenset(("event", "document", "line"))
_TIMES = frozenset((FieldType.TIME, FieldType.DATE, FieldType.DATETIME))
_NEAR = 3
_FAR = 7
_SURE = 2.5


def read_comings(evidence: Evidence) -> None:
    """Note visits of visitors, and what is done with what customers bring."""
    told = [s for s in evidence.segments if s.topic in _TOLD and not s.title]
    for place, segment in enumerate(told):
        person = _served(segment.tokens)
        signed = _signed(segment.tokens)
        if signed is not None:
            _visit(evidence, segment, *signed)
        elif _came_to_see(segment.tokens) and (person := person or _visitor(told)) is not None:
            _visit(evidence, segment, person, "visit")
        elif (bringer := _bringer(segment.tokens)) is not None and not _keeps_events(evidence):
            following = told[place + 1].tokens if told[place + 1 :] else []
            done = _done_with([*segment.tokens[bringer.last :], *following])
            if done:
                _brought(evidence, segment, bringer, done)


def _served(tokens: list[Token]) -> NounPhrase | None:
    """The people a sentence begins with, where they are served and do not work there."""
    for phrase in noun_phrases(tokens)[:1]:
        known = known_thing(thing_name(phrase))
        if known is not None and known.kind == "customer" and phrase.possessor is None:
            return phrase
    return None


def _visitor(told: list[Segment]) -> NounPhrase | None:
    found = (
        p for s in told for p in noun_phrases(s.tokens) if p.plural and thing_name(p) in {"visitor", "guest"}
    )
    return next(found, None)


def _signed(tokens: list[Token]) -> tuple[NounPhrase, str] | None:
    """Whom ``sign in and out``, ``sign children in and out`` speak of, and the row for it."""
    table = load("events")["signed"]
    place = next((i for i, t in enumerate(tokens) if t.tag == "VERB" and verb_lemma(t.word) in table), 0)
    inward = next((i for i in range(place, min(place + _NEAR, len(tokens))) if tokens[i].word == "in"), 0)
    people = [p for p in noun_phrases(tokens[:inward]) if is_person_word(thing_name(p))]
    if not place or not inward or not people or not any(t.word == "out" for t in tokens[inward:]):
        return None
    row = str(table[verb_lemma(tokens[place].word)])
    served = known_thing(thing_name(people[-1]))
    if people[-1].first > place:
        return people[-1], "attendance"
    visits = row == "visit" and (served is None or served.kind != "customer")
    return None if visits else (people[-1], row)


def _came_to_see(tokens: list[Token]) -> bool:
    """``which employee they came to see``, ``who they visit``."""
    for place, token in enumerate(tokens):
        near = tokens[place + 1 : place + _FAR]
        they = next((i for i, t in enumerate(near[:_NEAR]) if t.word in _THEY), None)
        if (
            token.word in _ASKED
            and they is not None
            and any(verb_lemma(t.word) in _SEEING for t in near[they:])
        ):
            return True
    return False


def _visit(evidence: Evidence, segment: Segment, person: NounPhrase, row: str) -> None:
    """A visit of the person, with who is seen and the times that were told of the person."""
    name = thing_name(person)
    _note(evidence, segment, person, row, segment.tokens)
    for field in ("arrived at", "left at") if _signed(segment.tokens) else ():
        evidence.fields.append(FieldClue(row, read_field(field), segment.number))
    for clue in evidence.fields if row == "visit" else ():
        seen = known_thing(clue.guess.name)
        host = seen is not None and seen.kind == "staff"
        if clue.owner == name and (clue.guess.type in _TIMES or host):
            clue.owner = row


def _bringer(tokens: list[Token]) -> NounPhrase | None:
    """The customers who drop something off."""
    for phrase in noun_phrases(tokens)[:_NEAR]:
        known = known_thing(thing_name(phrase))
        if known is not None and known.kind == "customer" and _brings(tokens[phrase.last + 1 :]):
            return phrase
    return None


def _brings(following: list[Token]) -> bool:
    """``drop off phones``, ``comes in with the bike``: something is left with the one who speaks."""
    words = [t.word for t in following[:_FAR]]
    verb = next((verb_lemma(t.word) for t in following[:_NEAR] if t.tag == "VERB"), "")
    return verb in word_set("events", "brings", "words") or (verb == "come" and "with" in words)


def _done_with(tokens: list[Token]) -> str:
    """The event of ``we diagnose and repair them``: what the speaker does with what was brought."""
    table = load("events")["brought"]
    me = next((i for i, t in enumerate(tokens) if t.word in {"we", "i", "our", "my"}), len(tokens))
    return next(
        (str(table[v]) for t in tokens[me:] if t.tag == "VERB" and (v := verb_lemma(t.word)) in table), ""
    )


def _keeps_events(evidence: Evidence) -> bool:
    """Whether values were told of something that happens, so that no coming has to be thought of."""
    kinds = (known_thing(clue.owner) for clue in evidence.fields)
    return any(known is not None and known.kind in _HAPPENS for known in kinds)


def _note(evidence: Evidence, segment: Segment, person: NounPhrase, event: str, tokens: list[Token]) -> None:
    name, source = thing_name(person), quote(evidence.text, tokens)
    evidence.things.append(ThingClue(event, 3.0, source, "is what they come for", segment.number))
    evidence.things.append(ThingClue(name, 1.5, quote(evidence.text, person.tokens), "comes", segment.number))
    evidence.links.append(LinkClue(event, name, source, 3.0))


def _brought(evidence: Evidence, segment: Segment, person: NounPhrase, event: str) -> None:
    """Who they are stays with people; the rest, and the states that were told, is of what they come for."""
    _note(evidence, segment, person, event, segment.tokens)
    name, objects = thing_name(person), _objects(evidence, segment, person)
    evidence.things = [c for c in evidence.things if c.name not in objects or c.segment != segment.number]
    evidence.fields = [c for c in evidence.fields if c.owner not in objects or c.segment != segment.number]
    usual = {field for thing in known_things().values() if thing.kind == "customer" for field in thing.fields}
    for clue in evidence.fields:
        if clue.owner in {name, *objects}:
            personal = clue.guess.name in usual and clue.guess.type is not FieldType.MONEY
            clue.owner = name if personal else event
    for state in evidence.states:
        if state.owner in {name, "", *objects}:
            state.owner = event


def _objects(evidence: Evidence, segment: Segment, person: NounPhrase) -> set[str]:
    """What is brought, as far as nothing was said of it in so many words."""
    brought = {thing_name(p) for p in noun_phrases(segment.tokens) if p.first > person.last} - {
        thing_name(person)
    }
    return brought - {
        clue.name for clue in evidence.things if clue.weight >= _SURE and clue.segment != segment.number
    }
