"""Who does what in daily work, clause by clause: ``receptionists book visits, vets write diagnoses``."""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.design.knowledge.known import known_thing
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import is_plural, readings, verb_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token

from .people import HEADS, after_head, beside, is_staff

_BOUNDS = frozenset((",", ";", ".", "and", "but", "or", "while", "then", ":"))
_PASSED = frozenset(("then", "and", "also", "later", "finally", "afterwards"))
_OPENERS = frozenset(("the", "our", "my", "a", "an", "each", "every", "all", "one"))
_BETWEEN = frozenset(("responsible", "also", "usually", "always", "often", "then", "normally"))
_STOPS = frozenset((".", ";", ":", "(", "because", "so", "but", "if", "when", "whether", "who", "which"))
_FINITE = frozenset(("VERB", "BE", "HAVE", "MODAL", "DO"))
_AFTER = frozenset(("DET", "POSS", "PRON", "NUM"))
_PARTICLES = frozenset(("off", "in", "up", "out", "on"))
_AGENTS = ("er", "or")
_MOST_NOUNS = 4


@dataclass(frozen=True, slots=True)
class Deed:
    """One verb of one clause: who does it and the words of what it is done to."""

    doers: tuple[NounPhrase, ...]
    verb: Token
    objects: list[Token]


def deeds(tokens: list[Token]) -> list[Deed]:
    """What people do in a sentence; words that are verbs after them are tagged as such."""
    verbs = list(_verbs(tokens))
    phrases = noun_phrases(tokens)
    found: list[Deed] = []
    for number, (subject, place) in enumerate(verbs):
        doer = next((p for p in phrases if p.first <= subject <= p.last), None)
        if doer is None:
            continue
        doers = (*beside(phrases, doer, tokens), doer)
        end = _end(phrases, subject, verbs[number + 1]) if verbs[number + 1 :] else len(tokens)
        found.append(Deed(doers, tokens[place], _objects(tokens[place + 1 : end])))
    return found


def _end(phrases: list[NounPhrase], subject: int, following: tuple[int, int]) -> int:
    """Where the words about a verb end: before whoever does something next, or before the next verb."""
    next_subject, verb = following
    begins = (p.first for p in phrases if p.first <= next_subject <= p.last)
    return verb if next_subject == subject else next(begins, verb)


def _verbs(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Places of somebody's last noun and of a verb of his."""
    subject = -1
    place = 0
    while place < len(tokens):
        if place == 0 or tokens[place - 1].word in _BOUNDS:
            told = _subject(tokens, place)
            if told is not None:
                subject, place = told
                yield subject, place
            elif tokens[place - 1].word in {".", ";", ":"}:
                subject = -1
            elif place and subject >= 0 and _agrees(tokens, subject, place) and _has_object(tokens, place):
                _tag_as_verb(tokens[place])
                yield subject, place
        place += 1


def _subject(tokens: list[Token], place: int) -> tuple[int, int] | None:
    """Where somebody of the staff ends and his verb stands: ``the site manager checks it``."""
    while place < len(tokens) and tokens[place].word in _PASSED:
        place += 1
    while place < len(tokens) and (tokens[place].word in _OPENERS or tokens[place].tag == "ADJ"):
        place += 1
    for last in range(place, min(place + _MOST_NOUNS, len(tokens) - 1)):
        if tokens[last].tag not in {"NOUN", "PROPN"}:
            return None
        verb = after_head(tokens, last) if tokens[last].word in HEADS else last + 1
        while verb < len(tokens) - 1 and tokens[verb].word in _BETWEEN:
            verb += 1
        names = [t.word for t in tokens[place : last + 1]]
        if (
            (is_staff(names) or _is_the_one(tokens, last))
            and _agrees(tokens, last, verb)
            and _has_object(tokens, verb)
        ):
            for token in tokens[last + 1 : verb]:
                token.tag = "ADV" if token.word in _BETWEEN else token.tag
            _tag_as_verb(tokens[verb])
            return last, verb
    return None


def _is_the_one(tokens: list[Token], last: int) -> bool:
    """``the programmer``: one person of the business by what he does, though the word is not known."""
    word, before = tokens[last].word, tokens[last - 1].word if last else ""
    return before in {"the", "our"} and word.endswith(_AGENTS) and known_thing(word) is None


def _agrees(tokens: list[Token], subject: int, place: int) -> bool:
    """Whether a word may be what this subject does: *check* of many, *checks* of one."""
    word, who = tokens[place].word, tokens[subject].word
    if "VERB" not in readings(word) or tokens[place].tag not in {"VERB", "NOUN"}:
        return False
    is_base = verb_lemma(word) == word
    of_one = not is_base and word.endswith("s") and word != "is"
    return (of_one and (not is_plural(who) or who in word_set("talk", "roles", "words"))) or (
        is_base and is_plural(who)
    )


def _has_object(tokens: list[Token], place: int) -> bool:
    """Whether something follows that a verb can be about; what was told a verb may have any noun there."""
    token, rest = tokens[place], tokens[place + 1 :]
    if rest and rest[0].word in _PARTICLES:
        rest = rest[1:]
    if not rest:
        return False
    if rest[0].tag in _AFTER or (rest[0].tag == "NOUN" and (token.tag == "VERB" or is_plural(rest[0].word))):
        return True
    if rest[0].tag == "ADJ" or rest[0].word == "as":
        return token.tag == "VERB" or rest[0].word == "as"
    return len(rest) > 1 and rest[0].word in {"and", "or"} and _same_form(token, rest[1]) and bool(rest[2:])


def _same_form(one: Token, other: Token) -> bool:
    if "VERB" not in readings(other.word):
        return False
    return other.tag == "VERB" and one.word.endswith("s") == other.word.endswith("s")


def _tag_as_verb(token: Token) -> None:
    token.tag, token.lemma = "VERB", verb_lemma(token.word)


def _objects(tokens: list[Token]) -> list[Token]:
    """The words up to where another clause or a circumstance begins."""
    start = 1 if tokens and tokens[0].word in _PARTICLES else 0
    for place in range(start, len(tokens)):
        token = tokens[place]
        if token.tag in _FINITE:
            return tokens[start : max((i for i in range(place) if tokens[i].word in _BOUNDS), default=start)]
        if token.word in _STOPS or (token.tag in {"PREP", "TO"} and token.word != "of"):
            return tokens[start:place]
    return tokens[start:]
