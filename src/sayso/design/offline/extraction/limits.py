"""Put limits in brackets after their name: ``a rating from 1 to 5 stars`` becomes ``a rating (1 - 5)``."""

from sayso.design.knowledge.known import known_things
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import is_plural, noun_lemma, verb_lemma
from sayso.design.language.tokens import Token
from sayso.design.offline.field_types import known_type
from sayso.spec.model import FieldType

_NUMBERS = frozenset((FieldType.INTEGER, FieldType.DECIMAL, FieldType.ENUM, FieldType.MULTI_ENUM))
_TO = frozenset(("to", "-", "–", "until", "through", "..."))
_FROM = frozenset(("from", "between", "of"))
_UNITS = frozenset(
    ("star", "point", "year", "percent", "degree", "hour", "kg", "cm", "meter", "metre", "day", "minute", "%")
)


def bracket_limits(tokens: list[Token]) -> list[Token]:
    """The tokens with every range as ``name (low - high)`` and every upper limit as ``name (max n)``."""
    result: list[Token] = []
    place = 0
    while place < len(tokens):
        span = _range(tokens, place, result) or _limit(tokens, place, result)
        if span is not None:
            written, place = span
            result += written
        else:
            result.append(tokens[place])
            place += 1
    return result


def _range(tokens: list[Token], place: int, before: list[Token]) -> tuple[list[Token], int] | None:
    """``from 1 to 5 stars``, ``between 18 and 99``, ``0-4`` and ``A to F`` right after a name."""
    start = place + (tokens[place].word in _FROM)
    if start + 2 >= len(tokens) or not _names_a_number(before):
        return None
    low, sign, high = tokens[start : start + 3]
    joined = sign.word in _TO or (sign.word == "and" and tokens[place].word == "between")
    letters = all(len(t.text) == 1 and t.text.isupper() for t in (low, high))
    if not joined or not ((_is_number(low) and _is_number(high)) or letters):
        return None
    if not letters and float(low.word) >= float(high.word):
        return None
    end = start + 3
    if end < len(tokens) and (noun_lemma(tokens[end].word) in _UNITS):
        end += 1
    if end < len(tokens) and tokens[end].word in {":", "/", *_TO}:
        return None
    dash = Token("-", "-", sign.start, sign.end, "PUNCT", "-")
    return [_sign("(", low), low, dash, high, _sign(")", high)], end


def _names_a_number(before: list[Token]) -> bool:
    if not before or before[-1].tag != "NOUN":
        return False
    words = [before[-1].word]
    if len(before) > 1 and before[-2].tag in {"NOUN", "ADJ"}:
        words.insert(0, before[-2].word)
    kind = known_type(words)
    name = noun_lemma(words[-1])
    if kind is None:
        listed = len(before) == len(words) or before[-1 - len(words)].word in {",", "(", ":", "and", "a"}
        return listed and name not in known_things() and not is_plural(words[-1])
    return kind in _NUMBERS


def _is_number(token: Token) -> bool:
    return token.word.replace(".", "", 1).isdigit()


def _sign(word: str, at: Token) -> Token:
    return Token(word, word, at.start, at.end, "PUNCT", word)


def _limit(tokens: list[Token], place: int, before: list[Token]) -> tuple[list[Token], int] | None:
    """``takes at most 20 people``: the largest number that fits is a value of what takes them."""
    verb = tokens[place]
    if not before or verb.tag not in {"VERB", "NOUN", "HAVE"}:
        return None
    if verb_lemma(verb.word) not in word_set("choices", "limits", "holding"):
        return None
    start = place + 1
    words = [t.word for t in tokens[start : start + 5]]
    if words[:2] == ["place", "for"] or words[:2] == ["room", "for"]:
        start, words = start + 2, words[2:]
    most = word_set("choices", "limits", "most")
    for length in (4, 3, 2, 1):
        said = "_".join(w for w in words[:length] if w not in {"at", "a", "of", "the"})
        if said in most and length < len(words) and _is_number(tokens[start + length]):
            break
    else:
        return None
    end = start + length + 2
    if end > len(tokens) or tokens[end - 1].tag != "NOUN":
        return None
    noun = tokens[end - 1]
    people = noun_lemma(noun.word) in word_set("choices", "limits", "people")
    name = (
        [Token(noun.text, "capacity", noun.start, noun.end, "NOUN", "capacity")]
        if people
        else [Token("max", "max", verb.start, verb.end, "ADJ", "max"), noun]
    )
    listing = any(t.tag == "HAVE" for t in before)
    lead = [] if listing else [Token("has", "has", verb.start, verb.end, "HAVE", "have")]
    return [*lead, *name], end
