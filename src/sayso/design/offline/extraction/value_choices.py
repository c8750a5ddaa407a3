"""Choices right after one value of several: ``a rate and a status: lead, active, finished``."""

from sayso.design.language.tokens import Token
from sayso.design.offline.field_types import known_type
from sayso.kit.words import snake
from sayso.spec.model import FieldType

from .options import DASHES, bare, is_option, is_option_name
from .predicates import looks_like_state
from .state_names import state_of
from .thing_names import give_words

_BEFORE_NAME = frozenset((",", "and", "&", "+", "with", "(", ";"))
_STATES = frozenset(("status", "state", "stage", "phase"))
_JOINING = frozenset((",", "or", "/", "and", "->", "|"))
_WHICH = frozenset(("which", "that"))
_SAID_OF_IT = frozenset(("is", "are", "be", "can", "could", "may", "will", "must", "one", "of", "either"))
_LONGEST = 3
_LEAST = 2
_CHOSEN = frozenset((None, FieldType.BOOLEAN, FieldType.ENUM, FieldType.TEXT))


def bracket_value_choices(tokens: list[Token]) -> list[Token]:
    """The tokens with such choices in brackets, so that a colon within a list of values is no label."""
    place = 1
    while place < len(tokens):
        start = _choices_begin(tokens, place)
        if start is None or not _is_one_of_values(tokens, place):
            place += 1
            continue
        states = tokens[place].word in _STATES
        options, end = _choices(tokens, start, states=states)
        if len(options) < _LEAST:
            place += 1
            continue
        written = _written(options, tokens[start])
        if end + 1 < len(tokens) and tokens[end].word in DASHES:
            written.append(_token(",", tokens[end], "PUNCT"))
            end += 1
        tokens = [*tokens[: place + 1], *written, *tokens[end:]]
        place += len(written)
    return tokens


def _choices_begin(tokens: list[Token], place: int) -> int | None:
    """Where the choices begin that stand after the name at ``place``."""
    named = tokens[place].word in _STATES or is_option_name([tokens[place]])
    if not named or place + _LEAST >= len(tokens):
        return None
    sign = tokens[place + 1]
    if sign.word in {":", "="} or (sign.word in DASHES and sign.start > tokens[place].end):
        return place + 2
    if sign.word == "of" and tokens[place].word in _STATES:
        return place + 2 + (tokens[place + 2].word == "either")
    if sign.tag == "BE" and tokens[place - 1].tag == "POSS":
        return place + 2 + (tokens[place + 2].word == "either")
    if tokens[place].word in _STATES and state_of([sign], leading=False) is not None:
        return place + 1 if _closed(tokens, place + 1) is not None else None
    start = place + 1 + (sign.word == ",")
    if tokens[start].word not in _WHICH | {"either"}:
        return None
    while start < len(tokens) and tokens[start].word in _WHICH | _SAID_OF_IT:
        start += 1
    return start


def _is_one_of_values(tokens: list[Token], place: int) -> bool:
    """Whether the name at ``place`` goes on a list of values: not ``Status: open, closed`` by itself."""
    first = place
    while first and tokens[first - 1].tag in {"NOUN", "ADJ"} and place - first < _LONGEST - 1:
        first -= 1
    while first and tokens[first - 1].tag in {"DET", "POSS"}:
        first -= 1
    before = tokens[:first]
    had = bool(before) and (before[-1].tag == "HAVE" or before[-1].word in give_words())
    if not before or not (had or before[-1].word in _BEFORE_NAME):
        return False
    return any(t.tag == "HAVE" or t.word in {",", "with", ":", "("} | give_words() for t in before)


def _choices(tokens: list[Token], start: int, *, states: bool) -> tuple[list[list[Token]], int]:
    """The choices from ``start`` on and where they end; what is no choice begins the next value."""
    closed = _closed(tokens, start)
    if closed is not None:
        return closed
    options: list[list[Token]] = []
    place = end = start
    while place < len(tokens):
        stop = next((i for i in range(place, len(tokens)) if _is_edge(tokens[i])), len(tokens))
        part = tokens[place:stop]
        if part and part[0].word == "finally":
            part = part[1:]
        if not part and tokens[place - 1].word == ",":
            place = stop + 1
            continue
        if not _may_be_chosen(part, states=states):
            break
        options.append(bare(part))
        end = stop
        if stop >= len(tokens) or tokens[stop].word not in _JOINING:
            break
        place = stop + 1
    return options, end


def _closed(tokens: list[Token], start: int) -> tuple[list[list[Token]], int] | None:
    """``concert, reading or workshop``: before a last *or* there are nothing but choices."""
    end = next((i for i in range(start, len(tokens)) if _is_end(tokens[i])), len(tokens))
    parts: list[list[Token]] = [[]]
    joiner = ""
    for token in tokens[start:end]:
        if token.word in {",", "or"}:
            parts += [[]] if parts[-1] else []
            joiner = token.word
        else:
            parts[-1].append(token)
    short = all(0 < len(part) <= _LONGEST and not _opens_another(part[0]) for part in parts)
    return ([bare(part) for part in parts], end) if joiner == "or" and short else None


def _is_edge(token: Token) -> bool:
    return token.word in _JOINING or _is_end(token)


def _is_end(token: Token) -> bool:
    return token.word in {".", ";", "!", "?", "(", ")", ":"} | DASHES


def _opens_another(token: Token) -> bool:
    return token.tag in {"DET", "POSS", "PRON", "NUM", "WH", "MODAL"} or token.word in {"and", "with"}


def _may_be_chosen(part: list[Token], *, states: bool) -> bool:
    if not 0 < len(part) <= _LONGEST or _opens_another(part[0]):
        return False
    if state_of(list(part), leading=False) is not None:
        return True
    if states and looks_like_state(snake(" ".join(t.word for t in part))):
        return True
    kind = known_type([t.word for t in part])
    return kind in _CHOSEN and (is_option(part) or (states and part[0].tag == "PREP"))


def _written(options: list[list[Token]], at: Token) -> list[Token]:
    written = [_token("(", at, "PUNCT"), _token("either", at, "ADV")]
    for number, option in enumerate(options):
        written += [*([_token(",", option[0], "PUNCT")] if number else []), *option]
    return [*written, _token(")", options[-1][-1], "PUNCT")]


def _token(word: str, at: Token, tag: str) -> Token:
    return Token(word, word, at.start, at.end, tag, word)
