"""The sign after a label: a colon, a dash, an arrow or a stroke between a name and what belongs to it."""

from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token

from .predicates import looks_like_state
from .stories import is_story
from .thing_names import may_be_thing

_LABEL_WORDS = 7
_LONGEST_CELL = 3
_DASHES = frozenset(("-", "–", "—", ":", "="))


def label_sign(tokens: list[Token], bullet: bool, first: bool) -> int | None:
    """Place of the sign after a label, if the piece begins with one."""
    depth = 0
    if is_story(tokens):
        return None
    for position, token in enumerate(tokens):
        depth += (token.word in {"(", "["}) - (token.word in {")", "]"})
        if depth:
            continue
        if token.word == ":" and position > 0:
            return position if position <= 3 * _LABEL_WORDS else None
        if token.word in {".", ";", "!", "?"}:
            return None
        if token.word == "->" and _gives_values(tokens, position):
            return position
        if token.word == "|" and _is_row_of_two(tokens, position):
            return position
        spaced = token.word in _DASHES and position > 0 and tokens[position - 1].end < token.start
        short = position <= _LABEL_WORDS and not any(t.tag in {"PRON", "BE"} for t in tokens[:position])
        later = next(
            (i for i, t in enumerate(tokens[position : position + 9], position) if t.word == ":"), None
        )
        if (
            spaced
            and (bullet or first or (position <= 3 and _listing(tokens[position:])))
            and short
            and len(tokens) - position > 3
            and later is None
        ):
            return position
    return None


def _is_row_of_two(tokens: list[Token], place: int) -> bool:
    """``Machine | name, location, fee``: two cells, the first a name and the second its values."""
    once = sum(t.word == "|" for t in tokens) == 1
    named = 0 < place <= _LONGEST_CELL and tokens[0].is_word
    return once and named and _listing(tokens[place:])


def _gives_values(tokens: list[Token], place: int) -> bool:
    """Whether an arrow stands between a thing and its values: ``cinema -> name; city; seats``."""
    phrases = noun_phrases(tokens[:place])
    rest = [t.word for t in tokens[place + 1 :]]
    thing = len(phrases) == 1 and place <= 3 and may_be_thing(phrases[0])
    listed = "->" not in rest and bool({",", ";"} & set(rest))
    return thing and listed and not looks_like_state(rest[0])


def _listing(tokens: list[Token]) -> bool:
    return sum(t.word in {",", "/"} for t in tokens) >= 1


def within(tokens: list[Token], position: int) -> bool:
    opened = sum(token.word in {"(", "["} for token in tokens[:position])
    closed = sum(token.word in {")", "]"} for token in tokens[:position])
    return opened > closed
