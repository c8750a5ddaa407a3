"""Things joined by signs: ``shows > episodes > guests`` is a hierarchy, ``cabins + keys`` a list."""

from sayso.design.knowledge.known import is_business
from sayso.design.language.lemmas import is_plural, noun_lemma, readings
from sayso.design.language.lists import closing
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote

from .evidence import Evidence, LinkClue, Segment, ThingClue, Topic
from .predicates import looks_like_state
from .thing_names import is_attribute, may_be_thing, thing_name

_DOWN = frozenset(("->", ">", "»"))
_BESIDE = frozenset(("/", "+", "&"))
_SEVERAL = frozenset(("many", "several", "multiple", "some"))
_LONGEST = 5


def read_chains(evidence: Evidence) -> None:
    """Add clues from every run of things that signs join."""
    for segment in evidence.segments:
        if segment.topic not in {Topic.BODY, Topic.THINGS} or _is_value_list(segment):
            continue
        for signs in (_DOWN, _BESIDE):
            parts = _parts(segment.tokens, signs)
            things = [_thing(part) for part, _ in parts]
            found = [(thing, many) for thing, (_, many) in zip(things, parts, strict=True) if thing]
            least = 2 if signs is _DOWN else 3
            plurals = sum(thing.plural for thing, _ in found)
            if len(found) < least or len(found) < len(parts) or plurals * 2 < len(found) or plurals < 2:
                continue
            _note(evidence, segment, found, linked=signs is _DOWN)
    _read_parts(evidence)


def _read_parts(evidence: Evidence) -> None:
    """``lamps`` alone between semicolons or strokes is a thing, as its neighbours are."""
    following = [*(segment.continued for segment in evidence.segments[1:]), False]
    for segment, joined in zip(evidence.segments, following, strict=False):
        if (
            not (segment.continued or joined)
            or segment.label
            or segment.topic not in {Topic.BODY, Topic.THINGS}
        ):
            continue
        bracket = next((i for i, t in enumerate(segment.tokens) if t.word in {"(", "["}), len(segment.tokens))
        phrase = _thing(segment.tokens[:bracket])
        if phrase is not None and phrase.plural and phrase.last == bracket - 1 and phrase.first <= 1:
            _note(evidence, segment, [(phrase, False)], linked=False)


def _is_value_list(segment: Segment) -> bool:
    """Whether the label names a thing whose values follow."""
    phrases = noun_phrases(segment.label)
    return bool(phrases) and segment.topic is Topic.BODY and not is_business(phrases[-1].head)


def _parts(tokens: list[Token], signs: frozenset[str]) -> list[tuple[list[Token], bool]]:
    """The parts between signs that stand apart, and whether brackets after one say that there are many."""
    parts: list[tuple[list[Token], bool]] = []
    current: list[Token] = []
    many, place, joined = False, 0, False
    while place < len(tokens):
        token = tokens[place]
        if token.word in {"(", "["}:
            end = closing(tokens, place)
            many |= bool({t.word for t in tokens[place:end]} & _SEVERAL)
            place = end + 1
            continue
        spaced = place > 0 and tokens[place - 1].end < token.start
        if token.word in signs and spaced:
            if current:
                parts.append((current, many))
            current, many, joined = [], False, True
        elif token.word in {".", ";", ":", "!", "?", ","} or (token.word in {"-", "–"} and spaced):
            if joined:
                break
            current, parts = [], []
        else:
            current.append(token)
        place += 1
    return [*parts, (current, many)] if joined and current else []


def _thing(part: list[Token]) -> NounPhrase | None:
    words = [t for t in part if t.is_word]
    if not 0 < len(words) <= _LONGEST:
        return None
    last = words[-1]
    if last.tag == "VERB" and is_plural(last.word) and "NOUN" in readings(last.word):
        last.tag, last.lemma = "NOUN", noun_lemma(last.word)
    phrases = [p for p in noun_phrases(part) if may_be_thing(p)]
    if not phrases or any(t.tag in {"VERB", "BE", "MODAL", "PRON"} for t in part[: phrases[0].first]):
        return None
    name = thing_name(phrases[0])
    return None if is_attribute(name) or looks_like_state(phrases[0].tokens[-1].word) else phrases[0]


def _note(
    evidence: Evidence, segment: Segment, found: list[tuple[NounPhrase, bool]], *, linked: bool
) -> None:
    before = ""
    for phrase, many in found:
        name = thing_name(phrase)
        source = quote(evidence.text, phrase.tokens)
        evidence.things.append(
            ThingClue(name, 2.5, source, "is joined to others by a sign", segment.number, phrase.plural)
        )
        if linked and before and before != name:
            link = LinkClue(name, before, source, 2.0)
            if many:
                link = LinkClue(before, name, source, 2.0, many=True)
            evidence.links.append(link)
        before = name
