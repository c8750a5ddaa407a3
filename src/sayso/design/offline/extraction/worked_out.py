"""What only says how a value is worked out is nothing to keep: ``the total is quantity times price``."""

from sayso.design.language.lemmas import is_participle
from sayso.design.language.lists import closing
from sayso.design.language.tokens import Token

_SIGNS = frozenset(("times", "minus", "plus", "multiplied", "divided", "*", "×", "+", "÷", "−", "-"))
_EQUALS = frozenset(("=", "equals", "equal"))
_SUMS = frozenset(("sum", "total"))
_ENDS = frozenset((",", ";", ".", "!", "?", ")", "("))
_NAMING = frozenset(("NOUN", "PROPN", "ADJ", "DET", "POSS", "NUM", "'S", "ADV", "PREP"))


def without_formulas(tokens: list[Token]) -> list[Token]:
    """The tokens with every value that is worked out only by its name."""
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        end = _formula(tokens, place, kept)
        if end is None:
            kept.append(tokens[place])
            place += 1
        else:
            place = end
    return kept


def _formula(tokens: list[Token], place: int, before: list[Token]) -> int | None:
    """The place after a formula that begins here: in brackets, after a sign, or after *is*."""
    token = tokens[place]
    if not before or before[-1].tag not in {"NOUN", "PROPN", "ADJ", "VERB"}:
        return None
    if token.word == "(":
        end = closing(tokens, place)
        return end + 1 if end < len(tokens) and _calculates(tokens[place + 1 : end]) else None
    start = place
    while start < len(tokens) and tokens[start].word in {",", "which", "that"}:
        start += 1
    if start >= len(tokens) or (start > place and tokens[start - 1].word == ","):
        return None
    if tokens[start].word not in _EQUALS and tokens[start].tag != "BE":
        return None
    end = next((i for i in range(start + 1, len(tokens)) if tokens[i].word in _ENDS), len(tokens))
    return end if _calculates(tokens[start + 1 : end]) else None


def _calculates(tokens: list[Token]) -> bool:
    """Whether values stand on both sides of a sign, or several are added up."""
    place = next((i for i, t in enumerate(tokens) if _is_sign(tokens, i)), None)
    if place is not None:
        return all(
            t.tag in _NAMING or is_participle(t.word) or t.word.endswith("ing") for t in tokens[:place]
        )
    lead = tokens[1:] if tokens and tokens[0].tag == "DET" else tokens
    return len(lead) > 2 and lead[0].word in _SUMS and lead[1].word == "of"


def _is_sign(tokens: list[Token], place: int) -> bool:
    token = tokens[place]
    if not 0 < place < len(tokens) - 1:
        return False
    spaced = tokens[place - 1].end < token.start and token.end < tokens[place + 1].start
    return spaced and (token.word in _SIGNS or token.word == "x")
