"""Who comes to what: ``who is coming yes/no/maybe`` and ``who was present`` make an attendance."""

from dataclasses import replace

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.fields import read_field
from sayso.spec.model import FieldType

from .evidence import Evidence, FieldClue, LinkClue, Segment, ThingClue
from .thing_names import thing_name

_ROW = "attendance"
_ALIKE = frozenset(
    (_ROW, "signup", "rsvp", "registration", "participation", "enrolment", "enrollment", "check_in")
)
_ANSWERS = ("yes", "no", "maybe")
_COMES = frozenset(("come", "attend", "participate"))
_THERE = frozenset(("present", "there", "absent"))
_NEAR = 4


def who_comes(evidence: Evidence, segment: Segment) -> str:
    """Note an attendance that ties people to what they come to, where nothing else was said to do so."""
    tokens = [*segment.label, *segment.tokens]
    answered = {*_ANSWERS} <= {t.word for t in tokens}
    if not (answered and _tells(tokens)) and not _asked(tokens):
        return ""
    happens = [p for p in _phrases(segment) if _happens(p)]
    happening = next(iter(sorted(happens, key=lambda p: not p.openers)), None)
    person = _person(evidence, segment)
    if happening is None or person is None or any(clue.name in _ALIKE for clue in evidence.things):
        return ""
    source = quote(evidence.text, tokens)
    evidence.things.append(ThingClue(_ROW, 3.0, source, "says who comes", segment.number))
    for phrase in (happening, person):
        name, said = thing_name(phrase), quote(evidence.text, phrase.tokens)
        evidence.things.append(
            ThingClue(name, 1.5, said, "takes part in something", segment.number, phrase.plural)
        )
        evidence.links.append(LinkClue(_ROW, name, said, 3.0))
    if answered:
        answer = replace(
            read_field("answer"), type=FieldType.ENUM, options=tuple(a.capitalize() for a in _ANSWERS)
        )
        evidence.fields.append(FieldClue(_ROW, answer, segment.number))
    return _ROW


def _tells(tokens: list[Token]) -> bool:
    """``singers say yes/no/maybe``, ``who is coming yes/no/maybe``."""
    telling = word_set("events", "tells", "words") | {"answer", "reply", "respond", "confirm"}
    said = any(t.tag == "VERB" and verb_lemma(t.word) in telling for t in tokens)
    return said or _asked(tokens)


def _asked(tokens: list[Token]) -> bool:
    """``who was present``, ``who is coming``."""
    for place, token in enumerate(tokens):
        near = tokens[place + 1 : place + _NEAR]
        if token.word != "who" or not near:
            continue
        if near[0].tag == "BE" and near[1:2] and near[1].word in _THERE:
            return True
        verb = next((t for t in near if t.tag not in {"BE", "ADV", "MODAL"}), near[0])
        to = [t.word for t in near][-1:] != ["see"]
        if verb.tag == "VERB" and verb_lemma(verb.word) in _COMES and to:
            return True
    return False


def _happens(phrase: NounPhrase) -> bool:
    known = known_thing(thing_name(phrase))
    return known is not None and known.kind in {"event", "catalogue"} and known.name != _ROW


def _phrases(segment: Segment) -> list[NounPhrase]:
    """What a segment speaks of before the answers that it lists."""
    end = segment.words.index("yes") if "yes" in segment.words else len(segment.tokens)
    return [*noun_phrases(segment.tokens[:end]), *noun_phrases(segment.label)]


def _person(evidence: Evidence, apart: Segment) -> NounPhrase | None:
    """Those who say it, or else the first of the people who are served that are spoken of as many."""
    told = [apart, *(s for s in evidence.segments if s.number != apart.number)]
    for segment in told:
        for phrase in _phrases(segment):
            known = known_thing(thing_name(phrase))
            served = known is not None and known.kind == "customer" and known.name != "parent"
            if phrase.plural and served and is_person_word(thing_name(phrase)):
                return phrase
    return None
