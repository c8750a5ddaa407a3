"""Put choices in brackets after their name, whichever way they were said.

``a level, beginner or advanced``, ``paid by card or in cash`` and ``is either hard or soft`` all become
a name with its options in brackets, which is what the readers of lists understand.
"""

from dataclasses import dataclass

from sayso.design.knowledge.known import is_person_word, known_things
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import is_participle, is_plural, noun_lemma
from sayso.design.language.tokens import Token
from sayso.design.offline.field_types import known_type
from sayso.design.offline.fields import named_by_values
from sayso.spec.model import FieldType

from .naming import give_words
from .states import state_of

_DASHES = frozenset(("-", "–", "—"))
_EDGES = frozenset((",", ";", "(", ")", ".", ":", "and", "+", "&", "either", "!", "?", *_DASHES))
_PREPOSITIONS = frozenset(("in", "by", "with", "as", "via", "per"))
_NEVER = frozenset(
    """so not no more less fewer other others two three four five both neither none later earlier else
    someone something somebody anything whatever even maybe only just etc""".split()
)
_LONGEST = 3
_OFFERS = frozenset(("do", "have", "offer", "use", "speak", "sell", "distinguish", "accept", "know", "teach"))


@dataclass(slots=True)
class _Choice:
    """Options found in ``tokens[first:last]``; ``name`` is empty when nobody said it."""

    first: int
    last: int
    options: list[list[Token]]
    name: list[Token]
    named: str = ""
    asserted: bool = False


def bracket_choices(tokens: list[Token]) -> list[Token]:
    """The tokens with every choice written as ``name (either a, b)``."""
    place = 0
    while place < len(tokens):
        found = None
        if tokens[place].word == "or":
            found = _alternatives(tokens, place)
        elif tokens[place].word == "/":
            found = _slashed(tokens, place)
        elif tokens[place].word == "and":
            found = _offered(tokens, place)
        if found is not None:
            written = _written(tokens, found)
            tokens = [*tokens[: found.first], *written, *tokens[found.last :]]
            place = found.first + len(written)
        else:
            place += 1
    return tokens


def _written(tokens: list[Token], choice: _Choice) -> list[Token]:
    at = tokens[choice.first]
    name = choice.name or [_token(word, at, "NOUN") for word in choice.named.split("_")]
    lead: list[Token] = []
    if choice.asserted:
        listing = any(t.tag == "HAVE" or t.word in give_words() for t in tokens[: choice.first])
        after = tokens[choice.first - 1 : choice.first]
        lead = (
            ([] if after and after[0].word in {",", "and"} else [_token("and", at, "CONJ")])
            if listing
            else [_token("has", at, "HAVE")]
        )
    written = [*lead, *name, _token("(", at, "PUNCT"), _token("either", at, "ADV")]
    for number, option in enumerate(choice.options):
        written += [*([_token(",", option[0], "PUNCT")] if number else []), *option]
    return [*written, _token(")", choice.options[-1][-1], "PUNCT")]


def _token(word: str, at: Token, tag: str) -> Token:
    return Token(word, word, at.start, at.end, tag, word)


def _alternatives(tokens: list[Token], place: int) -> _Choice | None:
    """``small, medium or large`` around the *or* at ``place``."""
    last = _end(tokens, place + 1)
    right = _bare(tokens[place + 1 : last])
    if not _is_option(right):
        return None
    choice = _Choice(place, last, [right], [])
    stop = place
    while True:
        start = _start(tokens, stop)
        part = tokens[start:stop]
        if part and part[-1].word == "either":
            part = part[:-1]
        if not _take(choice, tokens, start, part):
            break
        stop = start - 1
        if choice.name or start == 0 or tokens[start - 1].word not in {",", "or", "either", *_DASHES}:
            break
        if tokens[start - 1].word == "either":
            break
    if len(choice.options) < 2:
        return None
    return _with_name(choice, tokens)


def _take(choice: _Choice, tokens: list[Token], start: int, part: list[Token]) -> bool:
    """Take one part of the enumeration, from right to left; the one with the name is the last."""
    bare = _bare(part)
    if _is_name(bare) and len(choice.options) > 1:
        choice.name, choice.first = bare, start
        return False
    cut = next((i for i in range(len(bare) - 1, 0, -1) if _is_name(bare[:i])), None)
    if cut is not None and _is_option(bare[cut:]):
        choice.options.insert(0, bare[cut:])
        choice.name, choice.first = bare[:cut], start
        return True
    if not _is_option(bare):
        return False
    choice.options.insert(0, bare)
    choice.first = start
    return True


def _with_name(choice: _Choice, tokens: list[Token]) -> _Choice | None:
    """Name a choice by the words before it, or by what its values are usually called."""
    before = [tokens[i] for i in range(max(0, choice.first - 3), choice.first)]
    either = bool(before) and before[-1].word == "either"
    if either:
        before.pop()
        choice.first -= 1
    if choice.name:
        return choice
    if before and before[-1].word in _DASHES | {","} and len(before) > 1 and _is_name(before[-2:-1]):
        choice.name, choice.first = before[-2:-1], choice.first - 2
        return choice
    usual = named_by_values(" ".join(t.word for option in choice.options for t in option)).replace(" ", "_")
    states = sum(state_of(list(option), leading=False) is not None for option in choice.options)
    if before and before[-1].word in _PREPOSITIONS:
        verb = before[-2] if len(before) > 1 else None
        if before[-1].word == "as":
            choice.named, choice.first = "role" if usual == "type" else usual, choice.first - 1
            return choice
        if verb is None or not is_participle(verb.word) or usual == "type":
            return None
        choice.named, choice.first = usual, choice.first - 2
        return _asserted(choice, tokens)
    if before and is_participle(before[-1].word) and usual != "type":
        choice.named, choice.first = usual, choice.first - 1
        return _asserted(choice, tokens)
    if before and (before[-1].tag == "BE"):
        if states * 2 >= len(choice.options) and not either:
            return None
        choice.named = usual
        return _asserted(choice, tokens)
    if states * 2 >= len(choice.options) or not (either or len(choice.options) > 2 or usual != "type"):
        return None
    edge = not before or before[-1].word in {",", "(", ":", ";", "and", "+", *_DASHES}
    if not edge or not (either or usual != "type"):
        return None
    choice.named = usual
    return choice


def _asserted(choice: _Choice, tokens: list[Token]) -> _Choice:
    while choice.first and (
        tokens[choice.first - 1].tag in {"BE", "MODAL", "ADV"} or tokens[choice.first - 1].word == "either"
    ):
        choice.first -= 1
        choice.asserted = True
    return choice


def _slashed(tokens: list[Token], place: int) -> _Choice | None:
    """``sex m/f`` and ``priority low/medium/high``: a name right before values between slashes."""
    first, last = place - 1, place + 2
    while last + 1 < len(tokens) and tokens[last].word == "/":
        last += 2
    if first < 1 or last > len(tokens):
        return None
    options = [[tokens[i]] for i in range(first, last, 2)]
    words = [o[0].word for o in options]
    if not all(o[0].is_word or o[0].word[0].isdigit() for o in options) or {"yes", "no"} & set(words):
        return None
    begin = _start(tokens, first)
    name = _bare(tokens[begin:first])
    if not _is_name(name) or sum(known_type([w]) is not None for w in words if len(w) > 1) * 2 > len(words):
        return None
    return _Choice(begin, last, options, name)


def _offered(tokens: list[Token], place: int) -> _Choice | None:
    """``language, we do Dutch, English and French``: what somebody offers of a value just named."""
    last = _end(tokens, place + 1)
    options = [_bare(tokens[place + 1 : last])]
    stop = place
    while stop > 0:
        start = _start(tokens, stop)
        part = tokens[start:stop]
        offer = next((i for i, t in enumerate(part) if t.word in _OFFERS and i), None)
        if offer is not None and part[offer - 1].word in {"we", "i", "they"}:
            options.insert(0, part[offer + 1 :])
            name = tokens[_start(tokens, start - 1) : start - 1] if start > 1 else []
            bare = _bare(name)
            if not _is_name(bare) or not all(0 < len(o) <= _LONGEST and _is_option(o) for o in options):
                return None
            return _Choice(start - 1 - len(bare), last, options, bare)
        if not part or len(part) > _LONGEST:
            return None
        options.insert(0, part)
        stop = start - 1
        if start == 0 or tokens[stop].word != ",":
            return None
    return None


def _start(tokens: list[Token], stop: int) -> int:
    """Where the part that ends before ``stop`` begins."""
    place = stop
    while place > 0:
        before = tokens[place - 1]
        if before.word in _EDGES or before.word == "or" or before.tag in {"BE", "HAVE", "MODAL", "PRON"}:
            break
        if before.tag == "PREP" or before.word in give_words() or is_participle(before.word) and place < stop:
            break
        place -= 1
    return place


def _end(tokens: list[Token], start: int) -> int:
    place = start
    while place < len(tokens):
        token = tokens[place]
        if token.word in _EDGES or token.word in {"or", "/"} or token.tag in {"PREP", "PRON", "WH", "CONJ"}:
            break
        if place > start and token.tag in {"BE", "MODAL", "HAVE", "DO"}:
            break
        place += 1
    return place


def _bare(tokens: list[Token]) -> list[Token]:
    """Without articles."""
    return [t for t in tokens if t.tag not in {"DET", "POSS"} and t.word != "either"]


def _is_name(tokens: list[Token]) -> bool:
    """Whether words name a value that takes one of several options."""
    words = [t.word for t in tokens if t.is_word]
    if not words or len(words) > _LONGEST or len(words) != len(tokens):
        return False
    if noun_lemma(words[-1]) in word_set("talk", "labels", "option") | {"status"}:
        return True
    return known_type(words) in {FieldType.ENUM, FieldType.MULTI_ENUM} and words[-1] not in {"start", "end"}


def _is_option(tokens: list[Token]) -> bool:
    """Whether words can be one of several options: short, and neither a value's name nor a thing."""
    words = [t.word for t in tokens]
    if not 0 < len(tokens) <= _LONGEST or any(not (t.is_word or t.word[0].isdigit()) for t in tokens):
        return False
    if set(words) & _NEVER or any(t.tag in {"PRON", "NUM", "WH", "MODAL", "NEG", "DO"} for t in tokens):
        return False
    if tokens[0].tag in {"ADV", "PREP"}:
        return False
    name = "_".join([*words[:-1], noun_lemma(words[-1])])
    if name in known_things() and is_plural(words[-1]):
        return False
    kind = known_type(words)
    telling = kind in {None, FieldType.BOOLEAN, FieldType.ENUM} or len(words[-1]) < 3
    return telling or is_person_word(name)
