"""Put choices in brackets after their name, whichever way they were said.

``a level, beginner or advanced``, ``paid by card or in cash`` and ``is either hard or soft`` all become
a name with its options in brackets, which is what the readers of lists understand.
"""

from dataclasses import dataclass

from sayso.design.language.lemmas import is_participle, is_plural
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token
from sayso.design.offline.field_notes import is_yes_no
from sayso.design.offline.field_types import known_type
from sayso.design.offline.fields import named_by_values

from .options import DASHES, LONGEST, bare, is_option, is_option_name, part_end, part_start
from .state_names import state_of
from .thing_names import give_words

_PREPOSITIONS = frozenset(("in", "by", "with", "as", "via", "per"))
_MARKS = frozenset(("mark", "set", "flag", "tick"))
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
    last = part_end(tokens, place + 1)
    right = bare(tokens[place + 1 : last])
    if not is_option(right):
        return None
    choice = _Choice(place, last, [right], [])
    stop = place
    while True:
        start = part_start(tokens, stop)
        part = tokens[start:stop]
        if part and part[-1].word == "either":
            part = part[:-1]
        if not _take(choice, start, part):
            break
        stop = start - 1
        if choice.name or start == 0 or tokens[start - 1].word not in {",", "or", "either", *DASHES}:
            break
        if tokens[start - 1].word == "either":
            break
    if len(choice.options) < 2:
        return None
    return _with_name(choice, tokens)


def _take(choice: _Choice, start: int, part: list[Token]) -> bool:
    """Take one part of the enumeration, from right to left; the one with the name is the last."""
    plain = bare(part)
    if is_option_name(plain) and len(choice.options) > 1:
        choice.name, choice.first = plain, start
        return False
    cut = next((i for i in range(len(plain) - 1, 0, -1) if is_option_name(plain[:i])), None)
    if cut is not None and is_option(plain[cut:]):
        choice.options.insert(0, plain[cut:])
        choice.name, choice.first = plain[:cut], start
        return True
    if not is_option(plain):
        return False
    choice.options.insert(0, plain)
    choice.first = start
    return True


def _with_name(choice: _Choice, tokens: list[Token]) -> _Choice | None:
    """Name a choice by the words before it, or by what its values are usually called."""
    either = choice.first > 0 and tokens[choice.first - 1].word == "either"
    choice.first -= either
    if choice.name:
        return choice
    if _exemplified(choice, tokens):
        return choice
    before = tokens[max(0, choice.first - 2) : choice.first]
    headed = len(before) > 1 and before[-1].word in DASHES | {","} and not is_plural(before[-2].word)
    if headed and is_option_name(before[-2:-1]):
        choice.name, choice.first = before[-2:-1], choice.first - 2
        return choice
    usual = named_by_values(" ".join(t.word for option in choice.options for t in option)).replace(" ", "_")
    choice.named = usual
    if before and (before[-1].word in _PREPOSITIONS or is_participle(before[-1].word)):
        return _after_doing(choice, tokens, before)
    if before and before[-1].tag == "BE":
        if _are_states(choice):
            return _told_of(tokens, choice)
        return _told_of(tokens, choice) or _asserted(choice, tokens)
    if before and before[-1].word not in {",", "(", ":", ";", "and", "+", *DASHES}:
        return None
    if _decides(choice, tokens):
        choice.named = "outcome"
        return choice
    named = (either or usual != "type") and not _are_states(choice)
    return choice if named else None


def _exemplified(choice: _Choice, tokens: list[Token]) -> bool:
    """``a category like speaker, light or cable``, ``a colour such as red or blue``."""
    words = [t.word for t in tokens[: choice.first]]
    end = choice.first - (1 if words[-1:] == ["like"] else 2 if words[-2:] == ["such", "as"] else 0)
    name = bare(tokens[part_start(tokens, end) : end]) if end < choice.first else []
    if not is_option_name(name):
        return False
    choice.name, choice.first = name, end - len(name)
    return True


def _after_doing(choice: _Choice, tokens: list[Token], before: list[Token]) -> _Choice | None:
    """``paid in cash or by card``, ``serves as chair or deputy``."""
    usual = choice.named
    if before[-1].word == "as" and any(t.lemma in _MARKS or t.word in _MARKS for t in tokens[: choice.first]):
        return None
    if before[-1].word == "as":
        choice.named, choice.first = "role" if usual == "type" else usual, choice.first - 1
        return choice
    said = is_participle(before[-1].word) or (len(before) > 1 and is_participle(before[-2].word))
    if usual == "type" or not said:
        return None
    choice.first -= 1 if is_participle(before[-1].word) else 2
    return _asserted(choice, tokens)


def _are_states(choice: _Choice) -> bool:
    states = sum(state_of(list(option), leading=False) is not None for option in choice.options)
    return states * 2 >= len(choice.options)


def _decides(choice: _Choice, tokens: list[Token]) -> bool:
    """Two participles among values, ``accepted or deferred``, say how it came out."""
    ended = all(len(option) == 1 and is_participle(option[0].word) for option in choice.options)
    said = any(t.tag in {"BE", "VERB", "MODAL"} for t in tokens[: choice.first])
    return ended and len(choice.options) == 2 and choice.first > 0 and not said


def _told_of(tokens: list[Token], choice: _Choice) -> _Choice | None:
    """``The type of a contract is a, b or c`` and ``the contract type is a, b or c``."""
    be = choice.first - 1
    while be and tokens[be - 1].tag in {"BE", "MODAL", "ADV"}:
        be -= 1
    phrases = noun_phrases(tokens[:be])
    if not phrases or phrases[0].first or phrases[-1].last != be - 1 or len(phrases) > 2:
        return None
    first = phrases[0].tokens
    if len(phrases) == 2 and is_option_name(bare(first)) and tokens[phrases[0].last + 1].word == "of":
        name, thing = bare(first), phrases[1].tokens
    elif len(phrases) == 1 and len(bare(first)) > 1 and is_option_name(first[-1:]):
        name, thing = first[-1:], first[:-1]
    else:
        return None
    choice.first, choice.name = 0, [*thing, _token("has", first[0], "HAVE"), *name]
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
    if not all(o[0].is_word or o[0].word[0].isdigit() for o in options) or is_yes_no(set(words)):
        return None
    begin = part_start(tokens, first)
    name = bare(tokens[begin:first])
    if not is_option_name(name) or sum(known_type([w]) is not None for w in words if len(w) > 1) * 2 > len(
        words
    ):
        return None
    return _Choice(begin, last, options, name)


def _offered(tokens: list[Token], place: int) -> _Choice | None:
    """``language, we do Dutch, English and French``: what somebody offers of a value just named."""
    last = part_end(tokens, place + 1)
    options = [bare(tokens[place + 1 : last])]
    stop = place
    while stop > 0:
        start = next((i + 1 for i in range(stop - 1, -1, -1) if tokens[i].word in {",", "(", ";"}), 0)
        part = tokens[start:stop]
        offer = len(part) > 2 and part[0].word in {"we", "i", "they"} and part[1].word in _OFFERS
        if not offer and not 0 < len(part) <= LONGEST:
            return None
        options.insert(0, part[2:] if offer else part)
        stop = start - 1
        if offer and start > 1:
            name = bare(tokens[part_start(tokens, stop) : stop])
            if not is_option_name(name) or not all(is_option(o) for o in options):
                return None
            return _Choice(stop - len(name), last, options, name)
        if start == 0 or tokens[stop].word != ",":
            return None
    return None
